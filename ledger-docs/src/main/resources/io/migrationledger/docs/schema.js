'use strict';
(function () {
  var form = document.getElementById('filter');
  var search = document.getElementById('search');
  var kind = document.getElementById('kind');
  var shown = document.getElementById('shown');
  var none = document.getElementById('none');
  var articles = Array.prototype.slice.call(document.querySelectorAll('article.object'));
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
      var fits = (!kind.value || article.dataset.kind === kind.value)
        && words.every(function (word) { return textOf(article).indexOf(word) >= 0; });
      article.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = count + ' of ' + articles.length + (articles.length === 1 ? ' object' : ' objects');
    none.hidden = count > 0;
  }

  search.addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  kind.addEventListener('change', apply);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });

  // A link to an object that the filter hides shows it again.
  window.addEventListener('hashchange', function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      setTimeout(function () { target.scrollIntoView(); }, 10);
    }
  });

  document.querySelectorAll('figure.diagram').forEach(function (figure) {
    var canvas = figure.querySelector('.canvas');
    var picture = figure.querySelector('svg');
    var width = Number(picture.getAttribute('width'));
    var height = Number(picture.getAttribute('height'));
    var factor = 1;

    function zoom(to) {
      factor = Math.min(4, Math.max(0.05, to));
      picture.style.width = width * factor + 'px';
      picture.style.height = height * factor + 'px';
    }

    figure.querySelector('.zoom').hidden = false;
    figure.querySelectorAll('[data-zoom]').forEach(function (button) {
      button.addEventListener('click', function () {
        switch (button.dataset.zoom) {
          case 'in': zoom(factor * 1.25); break;
          case 'out': zoom(factor / 1.25); break;
          case 'fit': zoom((canvas.clientWidth - 26) / width); break;
          default: zoom(1);
        }
      });
    });

    // The mouse moves the picture; a click on a box is still a click.
    var held = null;
    canvas.addEventListener('pointerdown', function (event) {
      if (event.pointerType === 'mouse' && event.button === 0) {
        held = {x: event.clientX + canvas.scrollLeft, y: event.clientY + canvas.scrollTop};
      }
    });
    window.addEventListener('pointermove', function (event) {
      if (held) {
        canvas.scrollLeft = held.x - event.clientX;
        canvas.scrollTop = held.y - event.clientY;
      }
    });
    window.addEventListener('pointerup', function () { held = null; });
    picture.addEventListener('dragstart', function (event) { event.preventDefault(); });
  });

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
