/* The field of the search, its list and its keys. What finds (finding.js) and the index are loaded when it is first used:
   both are scripts, so that they can be read from a stick. */
(function () {
  "use strict";
  var say = window.eopSay;
  var form = document.getElementById("eop-search");
  if (!form) return;
  var SHOWN = 20, SLOW = 6000;
  var top = new URL("..", document.currentScript.src);
  var input = document.getElementById("eop-query");
  var panel = form.querySelector(".eop-search__panel");
  var found = document.getElementById("eop-found");
  var list = document.getElementById("eop-results");
  var index = null, asked = false, without = "";
  form.hidden = false;

  function load() {
    if (asked) return;
    asked = true;
    var patience = setTimeout(function () { doWithout(say("Search is still loading. Until then, use one of these lists:")); }, SLOW);
    Promise.all([loaded("assets/finding.js"), loaded("search/index.js")])
      .then(function () {
        index = window.eopSearch.read(window.eopSearchIndex);
        without = "";
        if (document.activeElement === input || !panel.hidden) search();
      })
      .catch(function () {
        asked = false; /* whoever comes back to the field tries again */
        doWithout(say("Search cannot be loaded here: one of its files is not in this copy, or the network is down. Use one of these lists:"));
      })
      .then(function () { clearTimeout(patience); });
  }
  function loaded(path) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = new URL(path, top);
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }
  function doWithout(why) {
    if (without !== why) { without = why; search(); }
  }
  function item(address, title, details) {
    var entry = document.createElement("li"), link = document.createElement("a"), name = document.createElement("b");
    var more = document.createElement("small");
    link.href = address;
    name.textContent = title;
    more.textContent = details.filter(Boolean).join(" · ");
    link.append(name, more);
    entry.append(link);
    return entry;
  }
  function words(text) { return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []; }
  /* Without the index there is the menu: what in it is called as asked, or else all of it. */
  function lists() {
    var said = words(input.value);
    var all = Array.from(document.querySelectorAll('.eop-menu nav a:not([href^="#"])'));
    var called = all.filter(function (link) {
      var title = words(link.textContent);
      return said.some(function (word) { return word.length > 2 && title.some(function (other) { return other.startsWith(word); }); });
    });
    return (called.length ? called : all).map(function (link) { return item(link.href, link.textContent.trim(), []); });
  }
  function written(number) { return (number || "").replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3"); }
  function search() {
    var question = input.value.trim();
    panel.hidden = !question && !without;
    if (panel.hidden) return;
    if (!index) {
      found.textContent = without || say("Loading …");
      list.replaceChildren.apply(list, without ? lists() : []);
      return;
    }
    var hits = index.find(question);
    list.replaceChildren.apply(list, hits.slice(0, SHOWN).map(function (hit) {
      var page = hit.page;
      return item(new URL(page.path, top), page.title, [written(hit.number), page.part, page.names, page.line]);
    }));
    found.textContent = told(hits.length);
  }
  function told(number) {
    if (number < 2) return number ? say("1 page found") : say("Nothing found. Try fewer or other words.");
    if (number <= SHOWN) return say("{number} pages found", { number: number });
    return say("{number} pages found, the best {shown} shown", { number: number, shown: SHOWN });
  }
  function links() { return Array.from(list.querySelectorAll("a")); }
  function close() { panel.hidden = true; }

  input.addEventListener("focus", load);
  input.addEventListener("input", function () { load(); search(); });
  input.addEventListener("focus", search);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (links()[0]) links()[0].click();
  });
  form.addEventListener("keydown", function (event) {
    var all = links();
    var at = all.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); input.focus(); close(); }
    else if (event.key === "ArrowDown" && all.length) { event.preventDefault(); all[Math.min(at + 1, all.length - 1)].focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (all[at - 1] || input).focus(); }
  });
  document.addEventListener("click", function (event) { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", function (event) { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); input.focus(); input.select(); }
  });
})();
