// The browser's own Back and Forward: each tab and each report read whole is a step, and its
// address leads there again. A part of page.js, and run with it.

function chosenTab() { return document.querySelector('#qa-tabs [role="tab"][aria-selected="true"]'); }
function reportRead() { return document.querySelector('#qa-reports .qa-reader')?.dataset.report ?? ''; }

// Where the reader is: a tab, and in that of the reports the one that is read.
function standing() {
  const tab = chosenTab()?.dataset.tabId ?? 'ask';
  return { tab, report: tab === 'reports' ? reportRead() : '' };
}

// A paragraph's address (`report` and `para`) is opened beside the answers.
function placeOf(address) {
  const asked = new URL(address).searchParams;
  const report = asked.has('para') ? '' : asked.get('report') ?? '';
  return { tab: report ? 'reports' : asked.get('tab') ?? 'ask', report };
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
    const place = standing();
    const last = history.state?.qa;
    if (!shared.acted || (last?.tab === place.tab && last.report === place.report)) return;
    history.pushState({ qa: place }, '', addressOf(place));
  }, 100); // a report comes with its tab: that is one step
}

// The paragraph beside the answers has its address; where it stands under them, Back leads up.
function stepToPanel(panel, beside) {
  if (!shared.acted || standing().tab !== 'ask') return;
  const link = panel?.querySelector('.qa-permalink')?.getAttribute('href') ?? '';
  const place = { tab: 'ask', report: '', below: Boolean(link) && !beside };
  const change = place.below && !history.state?.qa?.below ? 'pushState' : 'replaceState';
  history[change]({ qa: place }, '', addressOf(place, link));
  shared.below = place.below;
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
  if (place.tab === 'ask' && shared.below && !place.below) back();
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
