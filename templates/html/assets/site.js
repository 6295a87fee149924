// Comfort only: a filter over registers and the choice of colours. Every page is complete without it.
(function () {
  'use strict';
  var root = document.documentElement;
  var words = root.dataset;

  function make(name, properties, children) {
    var node = Object.assign(document.createElement(name), properties);
    (children || []).forEach(function (child) { node.append(child); });
    return node;
  }

  // A site opened from a folder may have no storage: then the choice lasts as long as the page.
  function stored() {
    try { return localStorage.getItem('theme'); } catch (e) { return null; }
  }
  function store(value) {
    try { localStorage.setItem('theme', value); } catch (e) { /* nothing to keep it in */ }
  }
  function show(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function addTheme() {
    var select = make('select', {}, [['auto', words.themeAuto], ['light', words.themeLight], ['dark', words.themeDark]].map(function (o) {
      return make('option', { value: o[0], textContent: o[1] });
    }));
    select.value = stored() || 'auto';
    select.addEventListener('change', function () { show(select.value); store(select.value); });
    document.querySelector('.top').append(make('div', { className: 'tools' }, [
      make('label', {}, [make('span', { textContent: words.themeLabel }), select])
    ]));
  }

  // One box for all registers of the page; it hides rows, and the sections of entities that do not match.
  function addFilter() {
    var tables = Array.from(document.querySelectorAll('table.register'));
    var rows = tables.reduce(function (all, table) { return all.concat(Array.from(table.tBodies[0] ? table.tBodies[0].rows : [])); }, []);
    if (rows.length < 12) return;
    // A row that tells more of the one above it is found and hidden with that.
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var leads = rows.map(function (row, i) { return row.classList.contains('more') && i > 0 ? i - 1 : i; });
    leads.forEach(function (lead, i) { if (lead !== i) texts[lead] = texts[i] = texts[lead] + ' ' + texts[i]; });
    var all = leads.filter(function (lead, i) { return lead === i; }).length;
    var input = make('input', { type: 'search', id: 'filter-rows', autocomplete: 'off' });
    var count = make('output', {});
    count.setAttribute('for', 'filter-rows');
    input.addEventListener('input', function () {
      var wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var left = 0;
      rows.forEach(function (row, i) {
        row.hidden = !wanted.every(function (word) { return texts[i].includes(word); });
        if (!row.hidden && leads[i] === i) left++;
      });
      tables.forEach(function (table) {
        table.hidden = !Array.from(table.tBodies[0].rows).some(function (row) { return !row.hidden; });
      });
      count.textContent = wanted.length ? words.filterCount.replace('{1}', left).replace('{2}', all) : '';
    });
    var box = make('div', { className: 'filter' }, [make('label', { htmlFor: 'filter-rows', textContent: words.filter }), input, count]);
    box.setAttribute('role', 'search');
    tables[0].before(box);
  }

  show(stored());
  addTheme();
  addFilter();
  var current = document.querySelector('nav.set [aria-current]');
  var nav = current && current.closest('nav');
  if (nav && nav.scrollHeight > nav.clientHeight) nav.scrollTop = Math.max(0, current.offsetTop - nav.clientHeight / 2);
}());
