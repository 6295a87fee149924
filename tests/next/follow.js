// node follow.js PROGRAM FOLDER STEPS: does what `ismsc check --next` says, word by word, so many times or until nothing is open.
// Prints one line for each step; ends with status 1 at a step that says nothing to write, or that is the same as the one before.
'use strict';
const { spawnSync } = require('child_process');
const { readFileSync, writeFileSync } = require('fs');
const path = require('path');

const [program, folder, most] = process.argv.slice(2);

function next() {
	const run = spawnSync(program, ['check', '--next', '--format=json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
	if (run.status > 1 || run.stdout === '') {
		console.log(`status ${run.status}: ${run.stderr}`);
		process.exit(1);
	}
	return JSON.parse(run.stdout);
}

// The offset of a place: lines and columns count from 1, columns characters.
function offset(text, line, column) {
	let at = 0;
	for (; line > 1; line--)
		at = text.indexOf('\n', at) + 1;
	for (; column > 1; column--)
		at += text.codePointAt(at) > 0xffff ? 2 : 1;
	return at;
}

function apply(edits) {
	const files = new Map();
	for (const edit of edits) {
		const file = path.join(folder, edit.place.path);
		if (!files.has(file))
			files.set(file, { text: readFileSync(file, 'utf8'), edits: [] });
		files.get(file).edits.push(edit);
	}
	for (const [file, { text, edits }] of files) {
		const ranges = edits.map((e, order) => ({
			start: offset(text, e.place.line, e.place.column),
			end: offset(text, e.place.end_line, e.place.end_column),
			text: e.text,
			order
		}));
		let result = text;
		// From the end; of those at one place the last one first, so that they stand in their order.
		ranges.sort((a, b) => b.start - a.start || b.order - a.order);
		for (const r of ranges)
			result = result.slice(0, r.start) + r.text + result.slice(r.end);
		writeFileSync(file, result);
	}
}

function strict(settled) {
	for (const place of settled.reverse()) {
		const file = path.join(folder, place.path);
		const lines = readFileSync(file, 'utf8').split('\n');
		lines.splice(place.line - 1, 1);
		// A list without an entry is none.
		writeFileSync(file, lines.join('\n').replace(/\nseverity:\n*$/, '\n'));
	}
}

let before = '';
for (let i = 1; i <= Number(most); i++) {
	const step = next();
	if (step.stage === null) {
		console.log('done');
		break;
	}
	const found = step.finding;
	if (found !== null && !['error', 'undecided'].includes(found.severity)) {
		console.log(`nothing is open; ${step.in_all} to improve`);
		break;
	}
	const what = found !== null ? `${found.code}: ${found.message}` : `settled: ${step.settled.length} lines`;
	console.log(`${i} ${step.stage}: ${what}`);
	if (what === before || (found !== null && step.edits.length === 0)) {
		console.log(what === before ? 'this did not help' : 'there is nothing to write');
		console.log(JSON.stringify(step, null, 1));
		process.exitCode = 1;
		break;
	}
	before = what;
	if (found !== null)
		apply(step.edits);
	else
		strict(step.settled);
}
