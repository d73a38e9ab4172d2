// What happens once, when a component is there. The last part of page.js, run when all else is.

const block = element.closest('[id^="qa-"]');
const react = {
  'qa-panel': showPanel,
  'qa-transcript': showAnswer,
  'qa-reports': showReport,
  'qa-judgements': showPage,
  'qa-file': saveFile,
};
const reaction = react[block?.id];
if (reaction) watch('value', reaction);
// A tab is made when it is first opened: what was asked of it before that is there already.
if (reaction === showReport) showReport();
if (block?.id === 'qa-transcript') {
  shared.tellOpen = tell;
  const asked = askedByLink();
  shared.linked = Boolean(asked);
  if (asked) trigger('submit', { question: asked });
  else restore();
  retype();
  window.addEventListener('pagehide', rememberTyped);
}
if (block?.id === 'qa-reports') {
  shared.readAgain = (report) => {
    shared.reading = true;
    tell(report ? 'read' : 'list', report ? { key: report } : {});
  };
  if (shared.readFirst) shared.readAgain(shared.readFirst);
}
if (block?.id === 'qa-panel') {
  block.addEventListener('qa-show', showPanel);
  block.addEventListener('keydown', (key) => { if (key.key === 'Escape') leave(); });
}
