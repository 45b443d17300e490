/* Runs the site's own search without a browser: node ask.js FINDING_JS INDEX_JS answers|stems < texts.json */
const fs = require("fs");
const vm = require("vm");

const page = vm.createContext({ window: {} });
for (const file of process.argv.slice(2, 4)) vm.runInContext(fs.readFileSync(file, "utf8"), page);
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const index = page.window.eopSearch.read(page.eopSearchIndex);
const ways = {
  answers: function (question) { return index.find(question).map(function (hit) { return [hit.page.path, hit.number || ""]; }); },
  stems: function (text) { return page.window.eopSearch.words(text).map(function (word) { return index.stem(word); }); }
};
process.stdout.write(JSON.stringify(asked.map(ways[process.argv[4]])));
