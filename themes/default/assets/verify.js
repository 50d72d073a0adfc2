/*
 * The page that tells how the site is verified: a saved file is hashed here,
 * in the browser, and looked for in the site's manifest.  The file goes
 * nowhere; all that is fetched are the manifest's pieces.
 */
(function () {
  "use strict";
  var form = document.getElementById("check-file");
  var said = form.querySelector("[role=status]");
  var t = form.dataset;
  var turn = 0;

  function text(url) {
    return fetch(url).then(function (answer) {
      if (!answer.ok) throw new Error(url);
      return answer.text();
    });
  }

  function hex(bytes) {
    return Array.prototype.map.call(new Uint8Array(bytes), function (b) {
      return (b < 16 ? "0" : "") + b.toString(16);
    }).join("");
  }

  /* A line is a digest, two spaces and a path, as sha256sum writes it. */
  function paths(list) {
    return list.split("\n").filter(Boolean).map(function (line) {
      return line.slice(66);
    });
  }

  function find(digest, pieces) {
    if (!pieces.length) return null;
    return text(t.top + pieces[0]).then(function (list) {
      var at = ("\n" + list).indexOf("\n" + digest + "  ");
      return at < 0 ? find(digest, pieces.slice(1))
        : list.slice(at + 66).split("\n")[0];
    });
  }

  function check(file) {
    var mine = ++turn;
    var digest;
    function say(words, path) {
      if (mine !== turn) return;
      said.textContent = words.replace("{path}", path || "") +
        (digest ? " SHA-256: " + digest : "");
    }
    if (!window.crypto || !crypto.subtle || location.protocol === "file:")
      return say(t.cannot);
    say(t.busy);
    new Response(file).arrayBuffer().then(function (bytes) {
      return crypto.subtle.digest("SHA-256", bytes);
    }).then(function (bytes) {
      digest = hex(bytes);
      return text(t.top + "manifest/index.txt");
    }).then(function (index) {
      return find(digest, paths(index));
    }).then(function (path) {
      say(path ? t.same : t.none, path);
    }, function () {
      say(t.cannot);
    });
  }

  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("change", function (e) {
    if (e.target.files[0]) check(e.target.files[0]);
  });
}());
