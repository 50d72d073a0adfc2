// csvw.mjs SITE - what others' readers make of the tables and of what
// explains them: each row is of a record that has a page, each cell stands
// under a declared column and is what that column's type allows, each
// reference leads to a page, and there are as many rows as lines.
//
// The reader knows no separator, so joined cells are cut here.  The context
// of CSVW is on the web: the part of it that the files use stands below.
// source: W3C, Metadata Vocabulary for Tabular Data, 2015
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { once } from 'node:events';
import rdf from '@rdfjs/data-model';
import datasets from '@rdfjs/dataset';
import { JsonLdParser } from 'jsonld-streaming-parser';
import CsvwParser from 'rdf-parser-csvw';
import { validateTerm } from 'rdf-validate-datatype';

const CSVW = 'http://www.w3.org/ns/csvw#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const types = ['string', 'integer', 'decimal', 'boolean', 'date', 'dateTime',
	'gYearMonth', 'anyURI'];
const context = {
	'@vocab': CSVW,
	dc: 'http://purl.org/dc/terms/',
	schema: 'http://schema.org/',
	json: `${CSVW}JSON`,
	...Object.fromEntries(types.map((t) => [t, XSD + t])),
	datatype: { '@type': '@vocab' },
	columns: { '@id': `${CSVW}column`, '@container': '@list' },
	tables: { '@id': `${CSVW}table` },
	titles: { '@id': `${CSVW}title`, '@container': '@language' },
};

async function graph(input) {
	const all = datasets.dataset();
	input.on('data', (quad) => all.add(quad));
	await once(input, 'end');
	return all;
}

function described(meta) {
	const parser = new JsonLdParser({ baseIRI: 'file:///', strictValues: true });
	const done = graph(parser);
	parser.end(JSON.stringify({ ...meta, '@context': context }));
	return done;
}

const wrong = [];

// A cell's term under its column.
function judge(term, column, where) {
	if (term.termType === 'NamedNode') {
		if (!existsSync(join(site, 'data', term.value)))
			wrong.push(`${where}: no page ${term.value}`);
		return;
	}
	const parts = column.separator ? term.value.split(column.separator)
		: [term.value];
	for (const part of parts)
		try {
			if (column.datatype === 'json')
				JSON.parse(part);
			else if (!validateTerm(rdf.literal(part, term.datatype)) ||
				column.datatype === 'date' && Number.isNaN(Date.parse(part)))
				throw new Error('not of its type');
		} catch (e) {
			wrong.push(`${where}: ${part}: ${e.message}`);
		}
}

async function table(metadata, columns, url) {
	const file = resolve(site, 'data', url);
	const base = pathToFileURL(file).href;
	const all = await graph(new CsvwParser({ metadata, baseIRI: base })
		.import(createReadStream(file, 'utf8')));
	const rows = [...all.match(null, rdf.namedNode(`${CSVW}describes`))];
	const header = readFileSync(file, 'utf8').slice(1).split('\r\n')[0];
	const lines = readFileSync(file.replace(/csv$/, 'jsonl'), 'utf8')
		.split('\n').length - 1;
	let cells = 0;
	if (header !== [...columns.values()].map((c) => c.titles.und).join())
		wrong.push(`${url}: the header is not as it is declared`);
	if (rows.length !== lines)
		wrong.push(`${url}: ${rows.length} rows of ${lines} records`);
	for (const { object: record } of rows) {
		const has = new Set();
		if (!existsSync(fileURLToPath(record.value)))
			wrong.push(`${url}: no page ${record.value}`);
		for (const { predicate, object } of all.match(record)) {
			const name = decodeURI(predicate.value.slice(base.length + 1));
			has.add(name);
			cells++;
			if (!columns.has(name))
				wrong.push(`${url}: column ${name} is not declared`);
			else
				judge(object, columns.get(name), `${url} ${name}`);
		}
		for (const c of columns.values())
			if (c.required && !has.has(c.name))
				wrong.push(`${url}: ${record.value} lacks ${c.name}`);
	}
	return cells;
}

const site = resolve(process.argv[2]);
let tables = 0;
let cells = 0;
for (const name of readdirSync(join(site, 'data')).sort()) {
	if (!name.endsWith('.csv-metadata.json'))
		continue;
	const meta = JSON.parse(readFileSync(join(site, 'data', name), 'utf8'));
	const columns = new Map(meta.tableSchema.columns.map((c) => [c.name, c]));
	const metadata = await described(meta);
	for (const { url } of meta.tables) {
		tables++;
		try {
			cells += await table(metadata, columns, url);
		} catch (e) {
			wrong.push(`${url}: ${e.message}`);
		}
	}
}
for (const line of wrong.slice(0, 20))
	console.log(line);
console.log(`CSVW: ${tables} tables, ${cells} cells, ${wrong.length} wrong`);
process.exit(tables && !wrong.length ? 0 : 1);
