/* How a question finds pages, which needs no browser and is tested without one. It is loaded by search.js, when search is
   first used.

   The index (search/index.js) is made by eop_tools/render/search.py for one edition, from what that edition shows. */
(function () {
  "use strict";
  /* What a word weighs by where it stands, and what is left of that when it only resembles the one that is asked for. */
  var TITLE = 1, NAME = 0.9, ADDRESS = 0.6, LINE = 0.25, TEXT = 0.2;
  var BEGINNING = 0.95, INITIALS = 0.9, OTHER_ENDING = 0.85, ONE_TYPO = 0.75, BEGUN = 0.6, TWO_TYPOS = 0.5;
  var MEANT = 0.9, NEXT_WAY = 0.88; /* what people say for it; each further way to write that */
  var CALLED = 0.45, COVERED = 0.7; /* what fits better than this is called so; what fits so well fits wholly */
  var SAID = 1.9, COMMON = 0.2; /* what people say tells more than a word that stands on every fifth page */
  var WHOLE = 0.45, NAMED = 0.7, ASKED = 1.3, OWNER = 5, TITLED = 3; /* the last two come first whatever else fits */
  var LONGEST_PHRASE = 6, MOST_BETWEEN = 3, SHORTEST_NUMBER = 7;
  var SIGNS = Array.from({ length: 94 }, function (_, at) { return String.fromCharCode(33 + at); })
    .filter(function (sign) { return sign !== '"' && sign !== "\\"; });
  var LAST = 70; /* a sign from here on says that another one follows */

  function words(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]|['’]s\b/gi, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* As `_stem` in eop_tools/render/search_language.py; a test holds the two together. */
  function stem(word, endings) {
    if (!endings.length || !/^\p{L}+$/u.test(word)) return word;
    for (var i = 0; i < endings.length; i++) {
      var ending = endings[i][0], syllables = endings[i][2];
      var rest = word.slice(0, -ending.length);
      if (word.endsWith(ending) && rest.length >= (syllables ? 4 : 3) && (rest.match(/[aeiouy]+[^aeiouy]/g) || []).length >= syllables) {
        word = rest + endings[i][1];
        break;
      }
    }
    if (word.length > 4 && word[word.length - 1] === word[word.length - 2] && !/[aeiou]$/.test(word)) word = word.slice(0, -1);
    return word.length > 5 && word.endsWith("e") ? word.slice(0, -1) : word;
  }

  /* How many letters are wrong, changed about, missing or too many; more than `most` is `most + 1`. */
  function typos(one, two, most) {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    var before, above = [], row = Array.from({ length: two.length + 1 }, function (_, at) { return at; });
    for (var i = 1; i <= one.length; i++) {
      before = above; above = row; row = [i];
      for (var j = 1; j <= two.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min.apply(null, row) > most) return most + 1;
    }
    return row[two.length];
  }

  /* The steps from one page to the next, each of one sign or more. */
  function steps(written) {
    var found = [], more = 0;
    for (var i = 0; i < written.length; i++) {
      var sign = SIGNS.indexOf(written[i]);
      if (sign >= LAST) { more = more * (SIGNS.length - LAST) + sign - LAST + 1; continue; }
      found.push(more * LAST + sign + 1);
      more = 0;
    }
    return found;
  }

  /* ---- The index as it is searched ---- */
  function Index(raw) {
    var self = this;
    this.endings = raw.endings;
    this.asks = raw.asks;
    this.dull = new Set(raw.dull.split(" "));
    this.common = new Set(raw.common.split("|"));
    this.size = raw.pages.length;
    this.exact = new Map(); /* words as they are written in titles and names: word → page → weight */
    this.ended = new Map(); /* the same for all words, without their endings */
    this.joined = new Map(); /* two words of a name that others write as one: fire fighter, ESF 6 */
    this.initials = new Map();
    this.pages = raw.pages.map(function (page, at) {
      return {
        path: page[0], title: page[1], part: page[2], line: page[3], names: page[4],
        numbers: page[5] ? page[5].split(" ") : [], worth: (raw.worth[page[2]] || 50) / 100, at: at, called: [], full: words(page[1]).join(" "),
        kind: page[0].includes("/") ? self.stem(page[0].split("/")[0]) : ""
      };
    });
    this.pages.forEach(function (page) {
      self.call(page, page.title, TITLE);
      var names = page.names ? page.names.split(" · ") : [];
      names.forEach(function (name) { self.call(page, name, NAME - names.length / 100); });
      self.call(page, page.path.split("/").pop().replace(".html", ""), ADDRESS);
      words(page.line).forEach(function (word) { note(self.ended, self.stem(word), page.at, LINE); });
    });
    var where = raw.where.split(" ");
    raw.words.split("|").forEach(function (word, at) {
      var page = -1;
      steps(where[at] || "").forEach(function (step) { page += step; note(self.ended, word, page, TEXT); });
    });
    this.rarity = new Map();
    this.ended.forEach(function (pages, word) {
      var called = 0;
      pages.forEach(function (weight) { if (weight >= ADDRESS) called++; });
      self.rarity.set(word, Math.log(1 + self.size / (called + 1)));
    });
    this.everyday = new Map(); /* what people say, as one word → how the plan writes it */
    this.scattered = []; /* the same where it is several words: others may stand between them */
    raw.everyday.forEach(function (pair) {
      var ways = [pair[0].split("/").map(function (way) { return self.content(words(way)); })];
      (pair[0] + "/" + pair[1]).split("/").forEach(function (phrase) {
        var said = words(phrase), telling = self.content(said), key = self.whole(said);
        self.everyday.set(key, (self.everyday.get(key) || []).concat(ways));
        if (self.telling(said).length > 1) self.scattered.push({ stems: telling, ways: ways });
      });
    });
    this.scattered.sort(function (one, two) { return two.stems.length - one.stems.length; });
  }

  function note(map, word, page, weight) {
    if (!map.has(word)) map.set(word, new Map());
    var pages = map.get(word);
    pages.set(page, Math.max(pages.get(page) || 0, weight));
  }

  Index.prototype.stem = function (word) { return stem(word, this.endings); };

  Index.prototype.telling = function (said) {
    var dull = this.dull;
    return said.filter(function (word) { return !dull.has(word); });
  };

  /* The words that say something, or all where none does, without their endings. */
  Index.prototype.content = function (said) {
    var telling = this.telling(said);
    return (telling.length ? telling : said).map(this.stem, this);
  };

  Index.prototype.whole = function (said) { return said.map(this.stem, this).join(""); };

  /* Note a name of a page: its words, each two of them as one (fire fighter: firefighter; ESF 6: esf6), its initials. */
  Index.prototype.call = function (page, name, weight) {
    var self = this, said = words(name);
    said.forEach(function (word, at) {
      note(self.exact, word, page.at, weight);
      note(self.ended, self.stem(word), page.at, weight);
      if (at) note(self.joined, said[at - 1] + word, page.at, weight);
    });
    if (weight === ADDRESS) page.called.push({ stems: new Set(this.content(said)), weight: weight });
    else {
      [name, name.split(/[:,(–—]/)[0]].forEach(function (each, at) {
        page.called.push({ stems: new Set(self.content(words(each))), weight: at ? weight * BEGINNING : weight });
        var telling = self.telling(words(each));
        if (telling.length > 1) note(self.initials, telling.map(function (word) { return word[0]; }).join(""), page.at, weight * INITIALS);
      });
    }
  };

  /* ---- How well one word of the question fits each page, and which words it stands for ---- */
  function Fit(size) {
    this.scores = new Float32Array(size);
    this.stems = new Set();
    this.any = false;
  }
  Fit.prototype.add = function (pages, share, word) {
    var self = this;
    pages.forEach(function (weight, page) { self.scores[page] = Math.max(self.scores[page], weight * share); });
    if (word) this.stems.add(word);
    this.any = this.any || pages.size > 0;
  };

  Fit.prototype.take = function (other, share) {
    var scores = this.scores, stems = this.stems;
    other.scores.forEach(function (score, page) { if (score * share > scores[page]) scores[page] = score * share; });
    other.stems.forEach(function (word) { stems.add(word); });
    this.any = this.any || other.any;
  };

  Index.prototype.fit = function (word, isLast) {
    var self = this, fit = new Fit(this.size), end = this.stem(word);
    if (this.exact.has(word)) fit.add(this.exact.get(word), 1, end);
    if (this.joined.has(word)) fit.add(this.joined.get(word), 1, "");
    if (this.ended.has(end)) {
      this.ended.get(end).forEach(function (weight, page) {
        fit.add(new Map([[page, weight]]), weight > LINE ? OTHER_ENDING : 1, end);
      });
    }
    if (this.common.has(end)) { fit.any = true; fit.stems.add(end); }
    if (this.initials.has(word)) fit.add(this.initials.get(word), 1, "");
    if (word.length > 2 && (isLast || !fit.any)) {
      this.ended.forEach(function (pages, other) {
        if (other.length > word.length && other.startsWith(word)) fit.add(pages, BEGUN * Math.sqrt(word.length / other.length), other);
      });
      this.exact.forEach(function (pages, other) {
        if (other.length > word.length && other.startsWith(word)) fit.add(pages, BEGUN * Math.sqrt(word.length / other.length), self.stem(other));
      });
    }
    return fit;
  };

  /* All words of a phrase on one page: as well as the one that fits worst. */
  Index.prototype.phrase = function (stems, share) {
    var fit = new Fit(this.size), self = this;
    var each = stems.map(function (word) { return self.ended.get(word) || new Map(); });
    each[0].forEach(function (_, page) {
      var least = Math.min.apply(null, each.map(function (pages, at) {
        return pages.get(page) || (self.common.has(stems[at]) ? TEXT : 0);
      }));
      if (least) fit.add(new Map([[page, least]]), share, "");
    });
    if (fit.any) stems.forEach(function (word) { fit.stems.add(word); });
    return fit;
  };

  Index.prototype.split = function (word) {
    for (var at = 3; at <= word.length - 3; at++) {
      var parts = [word.slice(0, at), word.slice(at)];
      if (parts.every(function (part) { return this.exact.has(part); }, this)) {
        var fit = this.phrase(parts.map(this.stem, this), 1);
        if (fit.any) return fit;
      }
    }
    return null;
  };

  /* The words, and the everyday words, that differ from a mistyped one by the fewest letters. */
  Index.prototype.mistyped = function (word) {
    var self = this, most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2, nearest = [], least = most + 1;
    function look(other, place) {
      if (other[0] !== word[0] && word.length < 6) return;
      var wrong = typos(word, other, Math.min(most, least));
      if (wrong < least) { least = wrong; nearest = []; }
      if (wrong === least && wrong <= most) nearest.push([other, place]);
    }
    if (!most) return new Fit(this.size);
    this.exact.forEach(function (_, other) { look(other, "exact"); });
    this.everyday.forEach(function (_, other) { look(other, "everyday"); });
    word = this.stem(word);
    this.ended.forEach(function (_, other) { if (other.length > 3) look(other, "ended"); });
    var fit = new Fit(this.size), share = least > 1 ? TWO_TYPOS : ONE_TYPO;
    nearest.forEach(function (found) {
      if (found[1] === "everyday") self.meant(fit, self.everyday.get(found[0]), share);
      else if (found[1] === "exact") fit.take(self.fit(found[0], false), share);
      else fit.add(self.ended.get(found[0]), share, found[0]);
    });
    return fit;
  };

  /* What people say for something stands for each way to write it, the first one that the plan has best. */
  Index.prototype.meant = function (fit, entries, share) {
    entries.forEach(function (ways) {
      var left = share * MEANT;
      ways.forEach(function (way) {
        var found = this.phrase(way, left);
        fit.take(found, 1);
        if (found.scores.some(function (score) { return score > CALLED * left; })) left *= NEXT_WAY;
      }, this);
    }, this);
  };

  /* ---- A question ---- */

  /* The parts of a question: what people say for something, the longest first, and each other word that tells something. */
  Index.prototype.units = function (said) {
    var self = this, units = [], stems = said.map(this.stem, this), taken = said.map(function () { return false; });
    function take(places, ways) {
      units.push({ said: places.map(function (place) { taken[place] = true; return said[place]; }), ways: ways, at: places[0] });
    }
    for (var length = Math.min(LONGEST_PHRASE, said.length); length; length--) {
      for (var from = 0; from + length <= said.length; from++) {
        var run = said.slice(from, from + length).map(function (_, at) { return from + at; });
        var ways = this.everyday.get(stems.slice(from, from + length).join(""));
        if (ways && !run.some(function (place) { return taken[place]; })) take(run, ways);
      }
      this.scattered.forEach(function (phrase) {
        if (phrase.stems.length !== length) return;
        var places = phrase.stems.map(function (word) { return stems.findIndex(function (other, at) { return other === word && !taken[at]; }); });
        var first = Math.min.apply(null, places), last = Math.max.apply(null, places);
        if (first >= 0 && last - first < length + MOST_BETWEEN && new Set(places).size === length) {
          take(places.sort(function (one, two) { return one - two; }), phrase.ways);
        };
      });
    }
    var plain = said.map(function (_, at) { return at; }).filter(function (at) { return !taken[at]; });
    var telling = plain.filter(function (at) { return !self.dull.has(said[at]); });
    (telling.length || units.length ? telling : plain).forEach(function (at) { units.push({ said: [said[at]], ways: [], at: at }); });
    return units.sort(function (one, two) { return one.at - two.at; });
  };

  /* The words of a question, with those in one that the plan writes in one: vtac 11, ESF-6, fire fighter. */
  Index.prototype.said = function (question) {
    var said = words(question), found = [];
    for (var at = 0; at < said.length; at++) {
      var pair = said[at] + said[at + 1];
      var coded = /^\p{L}+$/u.test(said[at]) && /^(\d+\p{L}?|\p{L})$/u.test(said[at + 1] || "") && !this.dull.has(said[at + 1]);
      if (said[at + 1] && (this.exact.has(pair) || (coded && this.joined.has(pair)))) { found.push(pair); at++; }
      else found.push(said[at]);
    }
    return found;
  };

  Index.prototype.fitOf = function (unit, isLast) {
    var self = this, size = this.size, fit = new Fit(size);
    var telling = this.telling(unit.said);
    telling = telling.length ? telling : unit.said;
    telling.forEach(function (word, at) {
      var one = self.fit(word, isLast && at === telling.length - 1);
      for (var page = 0; page < size; page++) fit.scores[page] += one.scores[page] / telling.length;
      one.stems.forEach(function (found) { fit.stems.add(found); });
      fit.any = fit.any || one.any;
    });
    if (telling.length === 1 && !unit.ways.length && !fit.any) fit = this.split(telling[0]) || this.mistyped(telling[0]);
    this.meant(fit, unit.ways, 1);
    return fit;
  };

  /* What a part of the question weighs: little where it fits many pages, or none well; more where people say it. */
  Index.prototype.weight = function (unit, fit) {
    var called = 0, told = 0, best = 0;
    fit.scores.forEach(function (score) {
      if (score > CALLED) called++; else if (score) told++;
      best = Math.max(best, score);
    });
    if (!best) return 0;
    var weight = Math.log(1 + this.size / (called + told / 10 + 1)) / Math.log(1 + this.size) * (0.4 + 0.6 * best);
    if (unit.ways.length) return weight * SAID;
    return this.common.has(this.stem(unit.said[0])) ? weight * COMMON : weight;
  };

  /* How much of a page's name the question says. */
  Index.prototype.named = function (page, stems) {
    var rarity = this.rarity, best = 0;
    page.called.forEach(function (name) {
      var all = 0, said = 0;
      name.stems.forEach(function (word) {
        var worth = rarity.get(word) || 1;
        all += worth;
        if (stems.has(word)) said += worth;
      });
      if (all) best = Math.max(best, name.weight * said / all);
    });
    return best;
  };

  /* What is done first is worth more than background, unless the question asks for a part or a kind: where; exercises. */
  Index.prototype.worth = function (page, asked, stems) {
    if (stems.has(page.kind)) return Math.max(page.worth, 1);
    return page.worth * (asked.indexOf(page.part) < 0 ? 1 : ASKED);
  };

  Index.prototype.owners = function (typed) {
    var digits = typed.replace(/\D/g, "").replace(/^00/, "");
    var owners = new Map();
    if (digits.length < SHORTEST_NUMBER) return owners;
    this.pages.forEach(function (page) {
      var number = page.numbers.find(function (each) { return each.includes(digits) || digits.endsWith(each.slice(-10)) && each.length > 10; });
      if (number) owners.set(page.at, number);
    });
    return owners;
  };

  /* The pages that answer a question, the best first: { page, number }; the number where one was asked for. */
  Index.prototype.find = function (question) {
    var self = this, owners = new Map();
    question = question.replace(/[+(]?\d[\d\s().\/+\u2010-\u2015-]*\d/g, function (typed) {
      var found = self.owners(typed);
      found.forEach(function (number, page) { owners.set(page, number); });
      return found.size ? " " : typed;
    });
    var asked = words(question).map(function (word) { return self.asks[word] || self.asks[self.stem(word)]; });
    var units = this.units(this.said(question)), stems = new Set();
    var typed = words(question).join(" ");
    var open = /[\p{L}\p{N}]$/u.test(question);
    var fits = units.map(function (unit, at) {
      var fit = self.fitOf(unit, open && at === units.length - 1);
      fit.weight = self.weight(unit, fit);
      fit.stems.forEach(function (word) { stems.add(word); });
      return fit;
    });
    var all = fits.reduce(function (sum, fit) { return sum + fit.weight; }, 0);
    var hits = [], most = 0;
    this.pages.forEach(function (page) {
      var sum = 0, covered = 0, met = 0;
      fits.forEach(function (fit) {
        sum += fit.weight * fit.scores[page.at];
        if (fit.scores[page.at]) met += fit.weight;
        covered += fit.weight * Math.min(1, fit.scores[page.at] / COVERED);
      });
      var number = owners.get(page.at);
      covered = all ? covered / all : 0;
      if (!sum && !number) return;
      most = Math.max(most, met);
      var score = sum * (1 - WHOLE + WHOLE * covered) * (1 + NAMED * self.named(page, stems)) * self.worth(page, asked, stems) + (number ? OWNER : 0) + (page.full === typed ? TITLED : 0);
      hits.push({ page: page, number: number, met: met, score: score });
    });
    return hits.filter(function (hit) { return owners.size ? hit.number : hit.met * 3 >= most; })
      .sort(function (one, two) { return two.score - one.score || one.page.title.length - two.page.title.length; });
  };

  window.eopSearch = { read: function (raw) { return new Index(raw); }, words: words, stem: stem };
})();
