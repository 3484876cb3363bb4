/** A definition that is being edited, and the version that it began with. */
export interface Draft {
  readonly text: string;
  readonly version: number;
}

const keyOf = (personId: string, workflowId: string): string => `wismo-draft:${personId}:${workflowId}`;

/**
 * What somebody writes is stored for the tab: leaving the editor, a reload, and signing in again after the session has
 * ended lose nothing of it, and whoever else signs in there sees nothing of it.
 */
export const draftOf = (personId: string, workflowId: string): Draft | undefined => {
  const text = sessionStorage.getItem(keyOf(personId, workflowId));
  return text === null ? undefined : (JSON.parse(text) as Draft);
};
export const storeDraft = (personId: string, workflowId: string, draft: Draft): void => {
  try {
    sessionStorage.setItem(keyOf(personId, workflowId), JSON.stringify(draft));
  } catch {
    // The tab has no more room: the text stands in the editor all the same.
  }
};
export const forgetDraft = (personId: string, workflowId: string): void =>
  sessionStorage.removeItem(keyOf(personId, workflowId));
