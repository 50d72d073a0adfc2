/*
 * A record's page moves on: its steps, its days to come, and what a licence
 * costs at the reader's own figures. Without it the page says what it said
 * when it was made. site.js, which runs first, tells the day.
 */
(function () {
  "use strict";
  var today = document.documentElement.dataset.today;

  function eachIn(node, selector, fn) {
    Array.prototype.forEach.call(node.querySelectorAll(selector), fn);
  }

  function each(selector, fn) { eachIn(document, selector, fn); }

  /* The page knows on which days its record turns, and to which step. */
  function moveOn(list) {
    var turn = (list.dataset.turns.match(/\S+/g) || [])
      .filter(function (t) { return t.slice(0, 10) <= today; }).pop();
    var step = turn && list.children[turn.slice(11) || -1];
    if (!turn) return;
    each(".meta-since", function (e) { e.hidden = true; });
    eachIn(list, "[aria-current]", function (old) {
      old.removeAttribute("aria-current");
      old.querySelector(".step-phase").textContent = list.dataset.done;
    });
    if (!step) return;
    step.setAttribute("aria-current", "step");
    step.querySelector(".step-phase").textContent = list.dataset.now;
    each(".meta .tag", function (tag) {
      tag.textContent = step.querySelector(".step-label").textContent;
      tag.className = "tag tag-" + step.dataset.tone;
    });
  }

  /* What lay ahead has come. */
  function reach(item) {
    if (item.querySelector("time").dateTime > today) return;
    item.classList.remove("event-future", "step-future");
    eachIn(item, ".step-phase", function (e) {
      e.textContent = item.parentNode.dataset.done;
    });
  }

  /* What a licence costs at the reader's own turnover.  Rows carry millionths
   * of the unit; of each royalty millionths of a percent of sales and of
   * profit, times months, and the least and the most that it comes to. */
  function calculate(form) {
    var part = form.parentNode;

    function print(row, name, millionths) {
      row.querySelector(name).textContent =
        String(Math.round(millionths / 10000) / 100)
          .replace(/(\d)(?=(\d{3})+(?:\.|$))/g, "$1,");
    }

    var given = {sales: 0, profit: 0};
    var limit = part.querySelector(".calc-limit span");

    /* What cannot be reckoned leaves the figures as they are. */
    function take(input) {
      var isGood = input.value && +input.value >= 0 &&
        +input.value <= +input.max;
      if (isGood) given[input.name] = +input.value;
      input.setAttribute("aria-invalid", String(!isGood));
      part.querySelector(".js-" + input.name).textContent =
        given[input.name];
    }

    eachIn(form, "input", function (input) {
      given[input.name] = +input.defaultValue;
    });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    /* A number may be written with an e, which none here means. */
    form.addEventListener("beforeinput", function (e) {
      if (/[^\d.\s]/.test(e.data || "")) e.preventDefault();
    });
    form.addEventListener("input", function (e) {
      take(e.target);
      limit.hidden = !form.querySelector("[aria-invalid=true]");
      Array.prototype.forEach.call(part.querySelectorAll("tr[data-fixed]"),
        function (row) {
          var of = row.dataset;
          var royalty = 0;
          of.royalties.replace(/(\d+) (\d+) (\d+) (\d*);/g,
            function (all, sales, profit, least, most) {
              royalty += Math.min(most || Infinity, Math.max(least,
                (sales * given.sales + profit * given.profit) / 1200));
            });
          print(row, ".js-royalty", royalty);
          print(row, ".js-total", +of.fixed + royalty);
        });
    });
  }

  each(".event-future, .step-future", reach);
  each(".steps", moveOn);
  each(".calc", calculate);
}());
