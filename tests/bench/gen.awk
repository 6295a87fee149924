# gen.awk -v n=N -v out=DIR: a made-up ISMS of N risks, N/2 assets, 93 controls and N/20 policies of about 800 words; the same on every run.
#   DIR/isms   in the language of ismsc
#   DIR/md     policies and risk register as Markdown, for pandoc and cmark
#   DIR/model.xml  risks, assets and controls as XML, for xsltproc
# The folders must exist.

function random(count) {
	seed = (seed * 16807) % 2147483647
	return seed % count
}

function sentence(count,   i, s) {
	s = word[random(words)]
	s = toupper(substr(s, 1, 1)) substr(s, 2)
	for (i = 1; i < count; i++)
		s = s " " word[random(words)]
	return s
}

function paragraph(   i, s) {
	s = sentence(8 + random(11)) "."
	for (i = 1; i < 5; i++)
		s = s " " sentence(8 + random(11)) "."
	return s
}

function add_controls(theme, count,   i) {
	for (i = 1; i <= count; i++)
		control[controls++] = "A." theme "." i
}

# A policy in Markdown, its lines behind `indent`.
function policy_text(indent,   h, i, s) {
	s = ""
	for (h = 1; h <= 6; h++) {
		s = s indent "## " heading[h] "\n\n" indent paragraph() "\n\n" indent paragraph() "\n\n"
		for (i = 0; i < 4; i++)
			s = s indent "- " sentence(9) ".\n"
		s = s "\n" indent "| Control | Note |\n" indent "|---|---|\n"
		for (i = 0; i < 3; i++)
			s = s indent "| " control[random(controls)] " | " sentence(4) " |\n"
		s = s "\n"
	}
	return s
}

function base(   file, i, names, parts) {
	file = out "/isms/isms.yaml"
	print "ismsc: 0.1\ntitle: \"Bench information security management system\"\nsources: [.]\nstandards: [iso27001-2022]\nas_of: 2026-11-01" > file
	close(file)
	file = out "/isms/base.isms"
	print "method {" > file
	for (i = 1; i <= 5; i++) {
		print "  likelihood " i " \"Step " i "\" { means \"About " i " times in ten years\"; per_year 0." i " }" > file
		print "  impact " i " \"Step " i "\" { means \"Damage of grade " i "\"; loss " i "0000 EUR }" > file
	}
	print "  score likelihood * impact" > file
	print "  level low \"Low\" { from 1; to 9 }\n  level high \"High\" { from 10; to 16 }\n  level very_high \"Very high\" { from 17; to 25 }" > file
	print "  accept low\n  acceptance \"\"\"Low risks may be kept.\"\"\"\n  every 12 months\n  owner ciso\n}" > file
	print "role ceo \"Chief executive officer\" { top_management yes }\nrole ciso \"Chief information security officer\" { }\nrole cto \"Chief technology officer\" { }" > file
	print "threat theft \"Theft of credentials\" { }" > file
	print "classification internal \"Internal\" { }" > file
	close(file)
}

function soa(   file, i) {
	file = out "/isms/soa.isms"
	for (i = 0; i < controls; i++) {
		print "control " control[i] " {\n  applicable yes\n  because    \"" sentence(8) "\"\n  status     implemented\n  via        \"" sentence(5) "\"\n  owner      ciso\n  reviewed   2026-09-22\n}" > file
		print "<control id=\"" control[i] "\" title=\"" sentence(4) "\" applicable=\"yes\"/>" > xml
	}
	close(file)
}

function assets(   file, i, id, title) {
	file = out "/isms/assets.isms"
	for (i = 0; i < n / 2; i++) {
		id = sprintf("asset-%06d", i)
		title = sentence(3)
		print "asset " id " \"" title "\" { type information; owner cto; classification internal; needs { confidentiality 3; integrity 3; availability 3 }; reviewed 2026-10-01 }" > file
		print "<asset id=\"" id "\" title=\"" title "\" owner=\"cto\"/>" > xml
	}
	close(file)
}

function risks(   file, md, i, k, count, id, title, asset, likelihood, impact, plan, by, comma, first) {
	md = out "/md/risks.md"
	print "# Risk register\n\n| Id | Risk | Asset | L | I | Score | Controls | Plan |\n|---|---|---|---|---|---|---|---|" > md
	for (i = 0; i < n; i++) {
		if (i % 1000 == 0) {
			if (i > 0)
				close(file)
			file = sprintf("%s/isms/risks-%03d.isms", out, i / 1000)
		}
		id = sprintf("R-%06d", i)
		title = sentence(6)
		asset = sprintf("asset-%06d", int(i / 2))
		likelihood = 1 + random(5)
		impact = 1 + random(5)
		plan = sentence(12) "."
		count = 1 + random(3)
		first = random(controls)
		by = comma = ""
		for (k = 0; k < count; k++)
			by = by (k ? ", " : "") control[(first + k * 31) % controls]
		print "risk " id " \"" title "\" {\n  asset       " asset "\n  threat      theft\n  weakness    \"" sentence(5) "\"\n  affects     confidentiality\n  owner       cto\n  likelihood  " likelihood "\n  impact      " impact "\n  identified  2025-11-18\n  assessed    2026-09-22" > file
		print "  treat modify {\n    by          " by "\n    plan        \"" plan "\"\n    owner       ciso\n    due         2026-12-15\n    set         2026-02-03\n    status      in_progress\n    residual    { likelihood 1; impact 1 }\n    accepted    { by cto; on 2026-10-02 }\n  }\n}" > file
		print "| " id " | " title " | " asset " | " likelihood " | " impact " | " likelihood * impact " | " by " | " plan " |" > md
		printf "<risk id=\"%s\" title=\"%s\" likelihood=\"%d\" impact=\"%d\" score=\"%d\"><asset ref=\"%s\"/><treat kind=\"modify\"><plan>%s</plan>", id, title, likelihood, impact, likelihood * impact, asset, plan > xml
		for (k = 0; k < count; k++)
			printf "<by ref=\"%s\"/>", control[(first + k * 31) % controls] > xml
		print "</treat></risk>" > xml
	}
	close(file)
	close(md)
}

function policies(   p, id, title, file, text) {
	for (p = 0; p < n / 20; p++) {
		id = sprintf("policy-%05d", p)
		title = sentence(3)
		file = out "/isms/" id ".isms"
		seed = 27001 + p
		text = policy_text("    ")
		print "policy " id " \"" title "\" {\n  owner ciso\n  approver ceo\n  version 1.0\n  approved 2026-07-15\n  review every 12 months\n  reviewed 2026-07-15\n  classification internal\n  implements A.5.1\n  text \"\"\"\n" text "    \"\"\"\n}" > file
		close(file)
		file = out "/md/" id ".md"
		seed = 27001 + p
		print "# " title "\n\n" policy_text("") > file
		close(file)
	}
}

BEGIN {
	seed = 27001
	words = split("access control information security management risk treatment owner review asset policy procedure supplier incident backup encryption key rotation logging monitoring evidence audit management system confidentiality integrity availability network segregation development production change approval training awareness classification handling disposal", word, " ")
	word[0] = word[words]
	split("Purpose Scope Responsibilities Requirements Exceptions Review", heading, " ")
	add_controls(5, 37)
	add_controls(6, 8)
	add_controls(7, 14)
	add_controls(8, 34)
	xml = out "/model.xml"
	print "<isms>" > xml
	base()
	soa()
	assets()
	risks()
	print "</isms>" > xml
	close(xml)
	policies()
}
