/**
 * What somebody has typed and not sent: it outlives a reload, and signing in again after a session that has ended by
 * itself. It ends with the tab, with signing out, and with somebody else who signs in.
 */

const PREFIX = 'wismo-draft:';

export interface Draft {
  /** Which form of the page. */
  readonly form: string;
  readonly values: Readonly<Record<string, string>>;
}

const prefixOf = (owner: string): string => `${PREFIX}${encodeURIComponent(owner)}:`;

/** @param place What it is about, as an order. */
export const draftOf = (owner: string, place: string): Draft | undefined => {
  const text = sessionStorage.getItem(prefixOf(owner) + place);
  return text === null ? undefined : (JSON.parse(text) as Draft);
};

export const storeDraft = (owner: string, place: string, draft: Draft): void => {
  try {
    sessionStorage.setItem(prefixOf(owner) + place, JSON.stringify(draft));
  } catch {
    // The tab has no more room: it stands on the page all the same.
  }
};

export const dropDraft = (owner: string, place: string): void => sessionStorage.removeItem(prefixOf(owner) + place);

/** @param owner Whose stay. */
export const dropDraftsOfOthers = (owner?: string): void => {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(PREFIX) && (owner === undefined || !key.startsWith(prefixOf(owner))))
      sessionStorage.removeItem(key);
};
