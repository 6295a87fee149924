'use strict';
// check.js sarif LOG FOLDER | github FILE FOLDER | fix LOG FOLDER | same OLD NEW
// Judges what `ismsc check` writes for other programs: SARIF by its schema and by the files it speaks of, annotations by
// the library of GitHub itself. `fix` applies the fixes of a log; `same` asks that findings keep their fingerprints.
// Says what is wrong, and ends with status 1 then.
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');

const complaints = [];
const ask = (holds, text) => holds || complaints.push(text);
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

function valid(log) {
	const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
	ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
	const validate = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
	for (const error of validate(log) ? [] : validate.errors) ask(false, `schema: ${error.dataPath} ${error.message}`);
}

// All artifact locations, wherever they are.
function walk(value, visit) {
	if (value === null || typeof value !== 'object') return;
	visit(value);
	for (const key of Object.keys(value)) walk(value[key], visit);
}

const fileOf = (location, folder) => path.join(folder, decodeURIComponent(location.uri));

// Lines as arrays of characters: columns count code points.
const linesOf = (file) => fs.readFileSync(file, 'utf8').split('\n').map((line) => Array.from(line));

function textOf(file, region) {
	const lines = linesOf(file);
	ask(region.endLine <= lines.length, `${file}: line ${region.endLine} does not exist`);
	ask(region.endColumn <= lines[region.endLine - 1].length + 1, `${file}: column ${region.endColumn} does not exist`);
	if (region.startLine === region.endLine)
		return lines[region.startLine - 1].slice(region.startColumn - 1, region.endColumn - 1).join('');
	return null;
}

function sarif(log, folder) {
	valid(log);
	const run = log.runs[0];
	const rules = run.tool.driver.rules;
	const seen = new Set();
	ask(run.columnKind === 'unicodeCodePoints', 'columns are not counted in characters');
	ask(new Set(rules.map((rule) => rule.id)).size === rules.length, 'two rules share an id');
	for (const rule of rules) ask(rule.shortDescription.text.length > 0, `${rule.id} has no description`);
	walk(log, (value) => {
		if (value.uri !== undefined) ask(fs.existsSync(fileOf(value, folder)), `${value.uri} is no file`);
		if (value.region !== undefined) textOf(fileOf(value.artifactLocation, folder), value.region);
		if (value.text !== undefined && value.insertedContent === undefined)
			ask(!/(^|[^{])\{\d+\}/.test(value.text), `${value.text} has a placeholder`);
	});
	for (const result of run.results) {
		const print = result.partialFingerprints['ismscFinding/v1'];
		ask(rules[result.ruleIndex].id === result.ruleId, `${result.ruleId} has a wrong index`);
		ask(!seen.has(print), `${print} stands for two findings`);
		ask(result.kind === 'fail' || result.level === 'none', `${result.ruleId} is no failure and has a level`);
		ask(result.locations.length === 1, `${result.ruleId} has no location`);
		seen.add(print);
		// A name in backquotes that a region covers is written there.
		const place = result.locations[0].physicalLocation;
		const name = /^there is no [a-z]+ `([^`]*)`/.exec(result.message.text);
		if (name !== null) ask(textOf(fileOf(place.artifactLocation, folder), place.region) === name[1], `${name[1]} is not at its region`);
	}
}

function fix(log, folder) {
	const changes = [];
	walk(log, (value) => {
		for (const change of value.artifactChanges || []) {
			for (const replacement of change.replacements) changes.push({ file: fileOf(change.artifactLocation, folder), ...replacement });
		}
	});
	ask(changes.length > 0, 'there is no fix');
	// The last first, so that what stands before keeps its place.
	changes.sort((a, b) => b.deletedRegion.startLine - a.deletedRegion.startLine || b.deletedRegion.startColumn - a.deletedRegion.startColumn);
	for (const { file, deletedRegion: region, insertedContent: content } of changes) {
		const lines = linesOf(file);
		const line = lines[region.startLine - 1];
		ask(region.startLine === region.endLine, 'a fix of several lines');
		line.splice(region.startColumn - 1, region.endColumn - region.startColumn, content.text);
		fs.writeFileSync(file, lines.map((characters) => characters.join('')).join('\n'));
	}
}

const printsOf = (log) => log.runs[0].results.map((result) => `${result.ruleId} ${result.partialFingerprints['ismscFinding/v1']}`).sort();

// What the runner makes of a line, and what the library makes of that again.
function annotation(line, folder) {
	const { issueCommand } = require('@actions/core/lib/command');
	const unescape = (text) => text.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
	const match = /^::(error|warning|notice) (.*?)::(.*)$/.exec(line);
	ask(match !== null, `no annotation: ${line}`);
	if (match === null) return;
	const properties = {};
	for (const property of match[2].split(',')) {
		const at = property.indexOf('=');
		properties[property.slice(0, at)] = unescape(property.slice(at + 1));
	}
	const write = process.stdout.write;
	let again = '';
	process.stdout.write = (text) => { again += text; };
	issueCommand(match[1], properties, match[3].replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%'));
	process.stdout.write = write;
	ask(again === `${line}\n`, `read and written again it is another: ${line}\n${again}`);
	if (properties.file === undefined) return;
	const lines = linesOf(path.join(folder, properties.file));
	ask(Number(properties.line) <= lines.length, `no such line: ${line}`);
	if (properties.col !== undefined)
		ask(Number(properties.endColumn) <= Math.max(lines[properties.line - 1].length, Number(properties.col)), `no such column: ${line}`);
}

function github(file, folder) {
	const lines = fs.readFileSync(file, 'utf8').split('\n');
	ask(lines.pop() === '', 'the last line has no end');
	const summary = lines.pop();
	ask(/^\d+ [a-z ]+(, \d+ [a-z ]+)*$/.test(summary), `no summary: ${summary}`);
	ask(lines.length > 0, 'there is no annotation');
	for (const line of lines) annotation(line, folder);
}

const [verb, first, second] = process.argv.slice(2);
if (verb === 'sarif') sarif(read(first), second);
else if (verb === 'fix') fix(read(first), second);
else if (verb === 'github') github(first, second);
else if (verb === 'same') ask(JSON.stringify(printsOf(read(first))) === JSON.stringify(printsOf(read(second))), 'fingerprints differ');
else complaints.push(`there is no ${verb}`);
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
