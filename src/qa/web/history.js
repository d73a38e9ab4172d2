// The browser's own Back and Forward: each tab and each report read whole is a step, and its
// address leads there again. A part of page.js, and run with it.

function chosenTab() { return document.querySelector('#qa-tabs [role="tab"][aria-selected="true"]'); }
function reportRead() { return document.querySelector('#qa-reports .qa-reader')?.dataset.report ?? ''; }

// What the browser calls the page: where the reader is, then its own name.
function entitle() {
  shared.title ??= document.title;
  const { tab, report } = standing();
  const shown = document.querySelector('#qa-panel [data-shown]');
  let where = tab === 'ask' ? '' : chosenTab()?.textContent.trim();
  if (report) where = document.querySelector('#qa-reports .qa-reader h2')?.textContent.trim();
  if (tab === 'ask' && shown) {
    const paragraph = shown.querySelector('.qa-back > span')?.textContent.trim();
    where = [shown.querySelector('h2')?.textContent.trim(), paragraph].filter(Boolean).join(', ');
  }
  document.title = [where, shared.title].filter(Boolean).join(' – ');
}

// Where the reader is: a tab, and in that of the reports the one that is read.
function standing() {
  const tab = chosenTab()?.dataset.tabId ?? 'ask';
  return { tab, report: tab === 'reports' ? reportRead() : '' };
}

// A paragraph's address (`report` and `para`) is opened beside the answers.
function placeOf(address) {
  const asked = new URL(address).searchParams;
  const named = asked.get('report') ?? '';
  const report = asked.has('para') ? '' : named;
  const shown = asked.has('para') ? `${named}#${asked.get('para')}:None:None` : '';
  return { tab: report ? 'reports' : asked.get('tab') ?? 'ask', report, shown };
}

function addressOf({ tab, report }, link = '') {
  const address = new URL(location.href);
  for (const name of ['report', 'para', 'tab']) address.searchParams.delete(name);
  if (link) new URLSearchParams(link).forEach((value, name) => address.searchParams.set(name, value));
  else if (report) address.searchParams.set('report', report);
  else if (tab !== 'ask') address.searchParams.set('tab', tab);
  return address;
}

// Only what a reader does is a step, not the page's own way to where an address or Back leads.
function step() {
  clearTimeout(shared.stepping);
  shared.stepping = setTimeout(() => {
    entitle();
    const place = standing();
    const last = history.state?.qa;
    if (!shared.acted || (last?.tab === place.tab && last.report === place.report)) return;
    history.pushState({ qa: place }, '', addressOf(place));
  }, 100); // a report comes with its tab: that is one step
}

// The paragraph beside the answers has its address, and each that is opened there is a step, but for
// the next and the one before; where it stands under them, Back leads up.
function stepToPanel(panel, beside) {
  entitle();
  const { led, turning } = shared;
  shared.led = shared.turning = false;
  if (!shared.acted || standing().tab !== 'ask') return;
  const link = led ? '' : panel?.querySelector('.qa-permalink')?.getAttribute('href') ?? '';
  const shown = panel?.dataset.shown ?? '';
  const place = { tab: 'ask', report: '', shown, below: Boolean(link) && !beside };
  const last = history.state?.qa;
  const isStep = beside ? link && !turning && last?.shown !== shown : place.below && !last?.below;
  history[isStep ? 'pushState' : 'replaceState']({ qa: place }, '', addressOf(place, link));
  shared.below = place.below;
}

// Beside an answer stands the paragraph of its first quote, and none of an answer before it.
function openFirst(answer) {
  if (!answer || !(shared.acted || shared.linked)) return; // not over what an address opened
  if (!window.matchMedia('(min-width: 60rem)').matches) return;
  const given = answer.matches('.qa-missing') ? null : answer;
  const opening = given?.querySelector('.qa-group [data-event="open"]')
    ?? given?.querySelector('[data-event="open"]');
  shared.led = true;
  if (opening) openBeside(opening);
  else if (document.querySelector('#qa-panel [data-shown]')) tell('shut', {});
}

function openAgain(shown) {
  const [key, start, end, whole] = shown.split(':');
  const span = start === 'None' ? {} : { start, end };
  shared.tellOpen?.('open', { key, ...span, ...(whole && { whole: 1 }) });
}

function stepBack({ state }) {
  const place = state?.qa ?? placeOf(location.href);
  shared.acted = false;
  const tab = document.querySelector(`#qa-tabs [role="tab"][data-tab-id="${CSS.escape(place.tab)}"]`);
  if (tab && tab !== chosenTab()) tab.click();
  if (place.tab === 'reports' && reportRead() !== place.report) {
    if (shared.readAgain) shared.readAgain(place.report);
    else shared.readFirst = place.report; // the tab is made when it is first opened
  }
  const judged = place.tab === 'judgements' && shared.judged;
  if (judged?.isConnected) whenVisible(judged, () => goTo(judged, { behavior: 'auto', block: 'center' }));
  if (place.tab === 'ask') {
    const shown = document.querySelector('#qa-panel .qa-panel')?.dataset.shown ?? '';
    if (place.shown && place.shown !== shown) openAgain(place.shown);
    if (!place.shown && shown && !shared.below) shared.tellOpen?.('shut', {});
    if (shared.below && !place.below) back();
  }
  shared.below = Boolean(place.below);
}

if (!shared.steps) {
  shared.steps = true;
  history.replaceState({ qa: history.state?.qa ?? placeOf(location.href) }, '');
  for (const act of ['pointerdown', 'keydown']) {
    document.addEventListener(act, () => { shared.acted = true; }, { capture: true, passive: true });
  }
  window.addEventListener('popstate', stepBack);
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target.matches('[role="tab"]'))) step();
  }).observe(document.body, { subtree: true, attributeFilter: ['aria-selected'] });
}
