'use strict';
// Opens every page of a site and tells what a reader would stumble over. Its last line is "N passed, N failed".
const fs = require('fs');
const path = require('path');
const { pathToFileURL, fileURLToPath } = require('url');
const { chromium } = require('playwright-core');

const site = path.resolve(process.argv[2]);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = [1440, 1100, 768, 360];
const PAPER = [673, 1001]; // A4 upright and lying, without its margins, in CSS pixels
const WORKERS = 2;
// What depends on colours takes long, so it is looked at once for each sort of element that the site has.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const ALL_BUT_COLOURS = { rules: Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }])) };
const ONLY_COLOURS = { runOnly: { type: 'rule', values: COLOURS } };
const sorts = new Set();
const unreadable = [];

let passed = 0;
let failed = 0;

function tell(name, findings) {
  if (findings.length === 0) { passed++; return; }
  failed++;
  console.log('FAILED: ' + name);
  findings.slice(0, 5).forEach((f) => console.log('  ' + f));
  if (findings.length > 5) console.log('  and ' + (findings.length - 5) + ' more');
}

function pagesOf(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const full = path.join(folder, e.name);
    return e.isDirectory() ? pagesOf(full) : e.name.endsWith('.html') ? [full] : [];
  }).sort();
}

async function axe(page, options, include) {
  const result = await page.evaluate(([o, selectors]) => window.axe.run(selectors ? { include: selectors.map((x) => [x]) } : document,
    Object.assign({ resultTypes: ['violations'] }, o)), [options, include]);
  return result.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 160)}`);
}

// One element with words of its own for each sort (its tag and class, within which table or list) that is not among those known;
// each is marked so that it can be found again.
function freshSorts(known) {
  const seen = new Set(known);
  const fresh = [];
  document.querySelectorAll('body *').forEach((e) => {
    if (!Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) return;
    const around = e.parentElement.closest('table, dl, nav, figure, header, footer, .notice, td, th');
    const sort = [e.tagName, e.getAttribute('class'), around && around.tagName, around && around.getAttribute('class')].join(' ');
    if (seen.has(sort)) return;
    seen.add(sort);
    e.setAttribute('data-sort', fresh.length);
    fresh.push(sort);
  });
  return fresh;
}

// The elements that stick out of the window, but for those in `but`.
function tooWide(but) {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return Array.from(document.querySelectorAll('body *')).filter((e) => e.getBoundingClientRect().right > width + 1 && !(but && e.closest(but)))
    .slice(0, 3).map((e) => `up to ${Math.round(e.getBoundingClientRect().right)} of ${width}: ${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 60)}`);
}

// What a printed page must keep to.
function onPaper() {
  const bad = [];
  const shown = (e) => e.getClientRects().length > 0;
  document.querySelectorAll('main thead').forEach((e) => { if (shown(e) && getComputedStyle(e).display !== 'table-header-group') bad.push('a head that does not repeat'); });
  document.querySelectorAll('main tbody tr').forEach((e) => { if (shown(e) && getComputedStyle(e).breakInside !== 'avoid') bad.push('a row that may be cut'); });
  document.querySelectorAll('nav').forEach((e) => { if (shown(e)) bad.push('navigation is printed'); });
  return bad;
}

async function checkColours(page, name) {
  const fresh = await page.evaluate(freshSorts, Array.from(sorts));
  if (fresh.length === 0) return;
  fresh.forEach((sort) => sorts.add(sort));
  const marked = fresh.map((sort, i) => `[data-sort="${i}"]`);
  unreadable.push(...(await axe(page, ONLY_COLOURS, marked)).map((f) => `${name}, light: ${f}`));
  await page.emulateMedia({ colorScheme: 'dark' });
  unreadable.push(...(await axe(page, ONLY_COLOURS, marked)).map((f) => `${name}, dark: ${f}`));
  await page.emulateMedia({ colorScheme: 'light' });
}

async function checkPage(page, said, file, facts) {
  const name = path.relative(site, file);
  said.length = 0;
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(pathToFileURL(file).href);
  facts.set(file, await page.evaluate(() => ({
    ids: Array.from(document.querySelectorAll('[id]'), (e) => e.id),
    links: Array.from(document.querySelectorAll('a[href], link[href]'), (e) => e.getAttribute('href').startsWith('data:') ? '' : e.href)
      .concat(Array.from(document.querySelectorAll('script[src], img[src]'), (e) => e.src)).filter(Boolean),
  })));
  tell(name + ': nothing is complained of in the console', said.slice());
  await page.evaluate(axeSource);
  tell(name + ': accessible', await axe(page, ALL_BUT_COLOURS, null));
  await checkColours(page, name);
  const wide = [];
  for (const width of SCREENS) {
    await page.setViewportSize({ width, height: 800 });
    wide.push(...await page.evaluate(tooWide, ''));
  }
  tell(name + ': no scrolling sideways on a phone, a tablet or a desk', wide);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: PAPER[0], height: PAPER[1] });
  const upright = await page.evaluate(tooWide, '.wide');
  await page.setViewportSize({ width: PAPER[1], height: PAPER[0] });
  const lying = await page.evaluate(tooWide, '');
  tell(name + ': fits on paper, with heads repeated, rows whole and no navigation', upright.concat(lying, await page.evaluate(onPaper)));
}

async function worker(browser, queue, facts) {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  const said = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') said.push(m.text()); });
  page.on('pageerror', (e) => said.push(String(e)));
  page.on('requestfailed', (r) => said.push('not loaded: ' + r.url()));
  page.on('request', (r) => { if (!/^(file|data):/.test(r.url())) said.push('asks for ' + r.url()); });
  for (let file = queue.shift(); file; file = queue.shift()) await checkPage(page, said, file, facts);
}

function checkLinks(facts) {
  const findings = [];
  for (const [file, fact] of facts) {
    for (const href of fact.links) {
      const url = new URL(href);
      if (url.protocol !== 'file:') continue;
      const hash = decodeURIComponent(url.hash.slice(1));
      url.hash = '';
      const target = fileURLToPath(url);
      if (!fs.existsSync(target)) findings.push(`${path.relative(site, file)}: ${href} is not there`);
      else if (hash && !(facts.get(target) && facts.get(target).idSet.has(hash))) findings.push(`${path.relative(site, file)}: no #${hash} in ${path.relative(site, target)}`);
    }
  }
  tell('every link and anchor of the site leads somewhere', findings);
}

// A reader without JavaScript has everything; with it there are filter and colours.
async function checkComfort(browser) {
  const url = pathToFileURL(path.join(site, 'soa.html')).href;
  const plain = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })).newPage();
  await plain.goto(url);
  const rows = await plain.locator('table.soa tbody tr').count();
  const links = await plain.locator('nav.set a:visible').count();
  tell('without JavaScript the statement has all rows and the navigation stands', (rows >= 93 ? [] : [rows + ' rows']).concat(links > 20 ? [] : [links + ' links']));

  const page = await (await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(url);
  await page.fill('#filter-rows', 'A.8.5');
  const left = await page.locator('table.soa tbody tr:visible').count();
  tell('the filter leaves what was asked for', left > 0 && left < rows ? [] : [left + ' of ' + rows + ' rows']);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.selectOption('.tools select', 'dark');
  tell('the choice of colours is obeyed', (await ground()) !== before ? [] : [before]);
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    // Small pages first: most sorts of elements are met where looking is quick.
    const queue = pagesOf(site).sort((a, b) => fs.statSync(a).size - fs.statSync(b).size);
    const facts = new Map();
    tell('the site has pages', queue.length > 5 ? [] : [queue.length + ' pages']);
    await Promise.all(Array.from({ length: WORKERS }, () => worker(browser, queue, facts)));
    tell('every sort of element is readable in light and dark colours', unreadable.concat(sorts.size > 50 ? [] : [`only ${sorts.size} sorts were met`]));
    for (const fact of facts.values()) fact.idSet = new Set(fact.ids);
    checkLinks(facts);
    await checkComfort(browser);
  } finally {
    await browser.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
})().catch((e) => {
  console.log(String(e && e.stack || e));
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exitCode = 1;
});
