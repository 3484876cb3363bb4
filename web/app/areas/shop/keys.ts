/** Whether letters go to a field: a box that is ticked takes none. */
export const isTyping = ({ target }: Pick<KeyboardEvent, 'target'>): boolean =>
  (target as Element).closest('input:not([type="checkbox"]), select, textarea') !== null;

/** What a scanner may begin with: it types capital letters and digits. `j` and `k` are keys of the board. */
export const isOfNumber = (key: string): boolean => /^[a-z0-9\]]$/i.test(key) && key !== 'j' && key !== 'k';
