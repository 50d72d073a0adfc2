// edit.mjs ADDRESS WORKTREE - how long the preview takes to show an edit, as a
// browser learns of it: by the event, then the page.
import fs from 'node:fs';
import path from 'node:path';

const [base, tree] = process.argv.slice(2);
const folder = path.join(tree, 'content/alliances');
const name = fs.readdirSync(folder, { recursive: true }).map(String)
	.filter((f) => f.endsWith('.md')).sort()[0];
const file = path.join(folder, name);
const url = `${base}alliances/${path.basename(name, '.md')}.html`;
const text = fs.readFileSync(file, 'utf8');
let since = '';

async function next() {
	const event = await (await fetch(
		`${base}.gongshi/events?since=${since}`)).text();
	since = event.match(/id: (\d+)/)?.[1] ?? since;
}

const times = [];
await next();
for (let i = 0; i < 11; i++) {
	const mark = `第${i}处改动记号`;
	const begin = performance.now();
	fs.writeFileSync(file, `${text}\n${mark}\n`);
	do await next();
	while (!(await (await fetch(url)).text()).includes(mark));
	times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.log(`  preview: an edit is shown in ${times[5].toFixed(0)} ms` +
	` (of 11: ${times[0].toFixed(0)} to ${times[10].toFixed(0)})`);
