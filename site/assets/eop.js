/* Search, the light and dark switch, and the proof that a copy is current. The pages need none of it to be read. */
(function () {
  "use strict";
  var top = new URL("..", document.currentScript.src);

  /* ---- Light, dark, or as the system says ---- */
  var button = document.getElementById("eop-theme");
  var words = { "": "Automatic", light: "Light", dark: "Dark" };
  function show(theme) {
    document.documentElement.dataset.theme = theme;
    button.querySelector(".eop-theme__words").textContent = words[theme];
    button.setAttribute("aria-label", "Colours: " + words[theme] + ". Change");
  }
  show(document.documentElement.dataset.theme in words ? document.documentElement.dataset.theme || "" : "");
  button.hidden = false;
  button.addEventListener("click", function () {
    var order = ["", "light", "dark"];
    var next = order[(order.indexOf(document.documentElement.dataset.theme) + 1) % 3];
    show(next);
    try { localStorage.setItem("eop-theme", next); } catch (e) { /* a browser that keeps nothing */ }
  });

  /* ---- Is this copy the current release? Only a proof takes the word "unverified" away. ---- */
  var meta = function (name) { var found = document.querySelector('meta[name="' + name + '"]'); return found && found.content; };
  if (meta("eop-status") && location.protocol.indexOf("http") === 0) {
    fetch(meta("eop-status"), { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (status) {
        if (!status || typeof status.current !== "string") return;
        var proof = document.getElementById("eop-proof");
        var same = status.current === meta("eop-version");
        proof.dataset.proof = same ? "current" : "old";
        proof.textContent = same ? "Current release" : "Out of date: version " + status.current + " is current";
      })
      .catch(function () { /* no answer is no proof */ });
  }

  /* ---- Search: the index is a script, so that it can be read from a stick; it is loaded when search is first used ---- */
  var form = document.getElementById("eop-search");
  var input = document.getElementById("eop-query");
  var panel = form.querySelector(".eop-search__panel");
  var found = document.getElementById("eop-found");
  var list = document.getElementById("eop-results");
  var weights = [0, 12, 1, 3, 9];
  var dull = "an and are as at be by for from has in is it of on or that the to with".split(" ");
  var index = null;
  var asked = false;
  form.hidden = false;

  function tokens(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }
  function load() {
    if (asked) return;
    asked = true;
    var script = document.createElement("script");
    script.src = new URL("search/index.js", top);
    script.onload = function () {
      var raw = window.eopSearchIndex;
      index = { pages: raw.pages, words: raw.words.split("|"), where: raw.where.split(" ") };
      index.fields = raw.pages.map(function (page) { return page.map(function (field) { return " " + tokens(field).join(" "); }); });
      search();
    };
    document.head.append(script);
  }
  /* How well one word of the question fits each page: at the start of a word, or inside a long number. */
  function fits(token) {
    var inside = token.length > 6 && /^\d+$/.test(token);
    return fitting(function (word) { return word.startsWith(token) || (inside && word.includes(token)); }, token, 1);
  }
  /* The same for a typing error: one letter more, less, other, or two letters changed about. */
  function nears(token) {
    return fitting(function (word) { return token.length > 4 && word[0] === token[0] && oneApart(word, token); }, "", 0.25);
  }
  function fitting(like, token, share) {
    var scores = index.fields.map(function (fields) {
      var best = 0;
      for (var at = 1; at < weights.length; at++) {
        fields[at].slice(1).split(" ").forEach(function (word, place) {
          if (word && like(word)) best = Math.max(best, share * weights[at] * (word === token ? 2 : 1) + (at === 1 && !place ? 4 : 0));
        });
      }
      return best;
    });
    index.words.forEach(function (word, at) {
      if (!like(word)) return;
      var page = -1;
      for (var i = 0; i < index.where[at].length; i++) {
        page += index.where[at].charCodeAt(i) - 161;
        scores[page] = Math.max(scores[page], share * (word === token ? 2 : 1));
      }
    });
    return scores;
  }
  function oneApart(a, b) {
    var start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    var one = a.slice(start), two = b.slice(start);
    return one.slice(1) === two.slice(1) || one.slice(1) === two || one === two.slice(1)
      || (one[0] === two[1] && one[1] === two[0] && one.slice(2) === two.slice(2));
  }
  function ranked(question, measure) {
    var each = question.map(measure);
    return index.pages.map(function (page, at) {
      var all = each.map(function (scores) { return scores[at]; });
      return { record: page, score: Math.min.apply(null, all) && all.reduce(function (sum, one) { return sum + one; }) };
    }).filter(function (hit) { return hit.score; })
      .sort(function (a, b) { return b.score - a.score || a.record[1].length - b.record[1].length; });
  }
  function search() {
    var question = tokens(input.value);
    if (question.length > 1) question = question.filter(function (word) { return dull.indexOf(word) < 0; });
    panel.hidden = !question.length;
    if (!question.length) return;
    if (!index) { found.textContent = "Loading …"; return; }
    var joined = question.join("");
    var hits = ranked(question, fits);
    if (!hits.length && /^\d{7,}$/.test(joined)) hits = ranked([joined], fits);
    if (!hits.length) {
      hits = ranked(question, function (token) {
        var exact = fits(token);
        return exact.some(Boolean) ? exact : nears(token);
      });
    }
    list.replaceChildren.apply(list, hits.slice(0, 20).map(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var name = document.createElement("b");
      var more = document.createElement("small");
      link.href = new URL(hit.record[0], top);
      name.textContent = hit.record[1];
      more.textContent = [hit.record[2], hit.record[4], hit.record[3]].filter(Boolean).join(" · ");
      link.append(name, more);
      item.append(link);
      return item;
    }));
    found.textContent = hits.length === 0 ? "Nothing found. Try fewer or other words."
      : hits.length === 1 ? "1 page found" : hits.length + " pages found" + (hits.length > 20 ? ", the best 20 shown" : "");
  }
  function links() { return Array.prototype.slice.call(list.querySelectorAll("a")); }
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

  /* ---- A wide table or diagram that scrolls can be reached by keyboard ---- */
  function reach() {
    document.querySelectorAll(".eop-scroll, .md-typeset pre").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      if (!wide) return box === document.activeElement || box.removeAttribute("tabindex");
      box.tabIndex = 0;
      if (box.getAttribute("aria-label")) return;
      var name = box.querySelector("caption, figcaption");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", (name ? name.textContent.trim() : "Wide content") + " (scrolls)");
    });
  }
  addEventListener("resize", reach);
  reach();
})();
