// reader.mjs SITE STOP - a reader who follows every link of the front page, and
// every link of what it leads to, until a file named STOP is there.  Prints a
// line a round; exits 1 and names the address when one is broken.
import fs from 'node:fs';

const [site, stop] = process.argv.slice(2);

async function links(address) {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(`broken: ${address}`);
	const text = await answer.text();
	if (!text.includes('</html>')) throw new Error(`cut off: ${address}`);
	return [...text.matchAll(/ href="([^"#:?]+)["#?]/g)]
		.map((m) => new URL(m[1], address).href)
		.filter((u) => u.startsWith(site) && u.endsWith('.html'));
}

while (!fs.existsSync(stop)) {
	const seen = new Set();
	for (const one of new Set(await links(`${site}index.html`)))
		for (const two of await links(one)) seen.add(two);
	for (const address of seen) await links(address);
	console.log(`read ${seen.size}`);
}
