/* How the other scripts say something: {names} are filled in. In another language they are built with its words. */
window.eopSay = function (words, parts) {
  return words.replace(/\{(\w+)\}/g, function (whole, name) { return parts ? parts[name] : whole; });
};
