// MiniSearch over the same documents and texts; prints one JSON line with the spans in ms.
// node minisearch_peer.cjs DOCUMENTS.jsonl TEXTS.json
const fs = require("node:fs");
const { performance } = require("node:perf_hooks");

let MiniSearch;
try {
    MiniSearch = require("minisearch");
} catch {
    process.exit(3);
}
const documents = fs.readFileSync(process.argv[2], "utf8").trimEnd().split("\n").map(line => JSON.parse(line));
const texts = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
const begun = performance.now();
const index = new MiniSearch({ fields: ["name", "text"], searchOptions: {
    boost: { name: 3 }, prefix: true, combineWith: "AND", fuzzy: term => term.length > 3 ? 1 : false } });
index.addAll(documents);
const built = performance.now() - begun;
const spans = texts.map(text => {
    const at = performance.now();
    const found = index.search(text);
    found.slice(0, 50);
    return performance.now() - at;
});
console.log(JSON.stringify({ built, spans, memory: process.memoryUsage().rss }));
