/** What assistive technology needs of the tool's elements, and the tool does not say. */
const MENDED: readonly (readonly [selector: string, attributes: Readonly<Record<string, string>>])[] = [
  // Its main part lies within the page's.
  ['main', { role: 'group', 'aria-label': 'Operations' }],
  ['select.examples-select-element', { 'aria-label': 'Example' }],
  ['select.content-type', { 'aria-label': 'Content type' }],
  ['textarea.body-param__text', { 'aria-label': 'Request body' }],
  // Code is wider than its box: the keyboard scrolls what it can focus.
  ['pre', { tabindex: '0' }],
];

const mend = (within: ParentNode): void => {
  for (const [selector, attributes] of MENDED)
    for (const element of within.querySelectorAll(selector))
      for (const [name, value] of Object.entries(attributes))
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  // Two of them would have one name.
  for (const table of within.querySelectorAll('table.responses-table[role=region]'))
    table.setAttribute('aria-label', table.id.replaceAll('_', ' '));
};

/** Names the tool's parts now, and whenever it draws others. Returns how to end it. */
export const nameParts = (place: HTMLElement): (() => void) => {
  const observer = new MutationObserver(() => mend(place));
  observer.observe(place, { childList: true, subtree: true });
  mend(place);
  return () => observer.disconnect();
};
