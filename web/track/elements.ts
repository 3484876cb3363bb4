/// <reference lib="dom" />

export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
};

/** Writes text, never markup; what has none is hidden. What has not changed is left alone, so that nothing reads it again. */
export const put = (id: string, text: string | undefined): HTMLElement => {
  const element = byId(id);
  element.hidden = text === undefined;
  if (text !== undefined && element.textContent !== text) element.textContent = text;
  return element;
};

export const make = (name: string, className: string, text: string): HTMLElement => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};
