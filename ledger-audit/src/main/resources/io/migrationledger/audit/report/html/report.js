'use strict';
(function () {
  var form = document.getElementById('filter');
  if (!form) {
    return;
  }
  var search = document.getElementById('search');
  var state = document.getElementById('state');
  var who = document.getElementById('who');
  var shown = document.getElementById('shown');
  var none = document.getElementById('none');
  var articles = Array.prototype.slice.call(document.querySelectorAll('article.migration'));
  var texts = new Map();
  var waiting = 0;

  function textOf(article) {
    if (!texts.has(article)) {
      texts.set(article, article.textContent.toLowerCase());
    }
    return texts.get(article);
  }

  function apply() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    articles.forEach(function (article) {
      var fits = (!state.value || article.dataset.state === state.value)
        && (!who.value || article.dataset.who.split(' ').indexOf(who.value) >= 0)
        && words.every(function (word) { return textOf(article).indexOf(word) >= 0; });
      article.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = count + ' of ' + articles.length + (articles.length === 1 ? ' migration' : ' migrations');
    none.hidden = count > 0;
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  }

  function setAll(open) {
    document.querySelectorAll('article.migration:not([hidden]) details').forEach(function (details) {
      details.open = open;
    });
  }

  search.addEventListener('input', soon);
  state.addEventListener('change', apply);
  who.addEventListener('change', apply);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  document.getElementById('open').addEventListener('click', function () { setAll(true); });
  document.getElementById('close').addEventListener('click', function () { setAll(false); });

  // A link to a migration that the filter hides shows it again.
  window.addEventListener('hashchange', function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      setTimeout(function () { target.scrollIntoView(); }, 10);
    }
  });

  // On paper, everything that is shown is open.
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });

  form.hidden = false;
  apply();
})();
