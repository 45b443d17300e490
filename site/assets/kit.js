/* The kit where a script may run: how old it is, the way back, and finding by typing. It is read without any of it. */
(function () {
  "use strict";
  var say = window.eopSay;
  var sheets = Array.prototype.slice.call(document.querySelectorAll(".kit-sheet, .kit-first"));

  /* ---- How old is it today? ---- */
  var made = document.querySelector('meta[name="eop-as-of"]').content.split("-").map(Number);
  var now = new Date();
  var days = Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(made[0], made[1] - 1, made[2])) / 864e5);
  if (days >= 0) document.getElementById("kit-age").textContent = " · " + (days === 0 ? say("as of today") : days === 1 ? say("1 day old") : say("{number} days old", { number: days }));

  /* ---- A name leads to its sheet as a link does, so that the phone's own way back closes it ---- */
  var depth = 0;
  document.addEventListener("click", function (event) {
    var name = event.target.closest(".kit-row > summary");
    var back = event.target.closest(".kit-back a");
    if (name) {
      event.preventDefault();
      location.hash = "#" + name.parentNode.nextElementSibling.id;
    } else if (back && depth > 0) {
      event.preventDefault();
      history.back();
    }
  });
  function arrived() {
    var held = history.state && history.state.kit;
    if (typeof held === "number") depth = held;
    else history.replaceState({ kit: depth += 1 }, "");
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var sheet = target && target.closest(".kit-sheet");
    if (!sheet) return;
    sheet.tabIndex = -1;
    sheet.focus({ preventScroll: true });
  }
  history.replaceState({ kit: 0 }, "");
  addEventListener("hashchange", arrived);

  /* ---- Finding: every word of the question, at the start of a word; names first, then headings, then all that is said ---- */
  var form = document.getElementById("kit-search");
  var input = document.getElementById("kit-query");
  var found = document.getElementById("kit-found");
  var list = document.getElementById("kit-results");
  var index = null;
  form.hidden = false;

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function indexed() {
    index = index || sheets.map(function (sheet) {
      var row = sheet.previousElementSibling;
      var title = sheet.querySelector("h2").textContent;
      var headings = Array.prototype.map.call(sheet.querySelectorAll("h3"), function (heading) { return heading.textContent; });
      var said = plain(sheet.textContent);
      return {
        id: sheet.id, title: title, name: " " + plain(title),
        also: " " + plain((row && row.dataset.also || "") + " " + headings.join(" ")).replace(/-/g, " "),
        said: " " + said, digits: said.replace(/[\s().-]+/g, ""),
      };
    });
    return index;
  }
  function score(sheet, words, number) {
    if (number) return sheet.digits.indexOf(number) < 0 ? 0 : 100 / sheet.said.length + (sheet.name ? 1 : 0);
    var sum = 0;
    for (var i = 0; i < words.length; i++) {
      var word = words[i];
      var often = sheet.said.split(word).length - 1;
      var worth = sheet.name.indexOf(" " + word) >= 0 ? 9 : sheet.also.indexOf(" " + word) >= 0 ? 4 : often ? 1 : 0;
      if (!worth) return 0;
      sum += worth + Math.min(often, 8) / 10;
    }
    return sum - sheet.name.length / 1000;
  }
  function find() {
    var words = plain(input.value).match(/[\p{L}\p{N}]+/gu) || [];
    var digits = words.join("");
    var number = /^\d{7,}$/.test(digits) ? digits : "";
    var hits = !words.length ? [] : indexed().map(function (sheet) { return { sheet: sheet, score: score(sheet, words, number) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; });
    list.replaceChildren.apply(list, hits.slice(0, 20).map(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + hit.sheet.id;
      link.textContent = hit.sheet.title;
      var sort = document.createElement("small");
      sort.textContent = hit.sheet.id.indexOf("/") < 0 ? "" : hit.sheet.id.split("/")[0];
      link.append(sort);
      item.append(link);
      return item;
    }));
    found.textContent = words.length ? told(hits.length) : "";
  }
  function told(number) {
    if (number < 2) return number ? say("1 sheet found") : say("Nothing found. Try fewer or other words.");
    if (number <= 20) return say("{number} sheets found", { number: number });
    return say("{number} sheets found, the best {shown} shown", { number: number, shown: 20 });
  }
  input.addEventListener("input", find);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) first.click();
  });
})();
