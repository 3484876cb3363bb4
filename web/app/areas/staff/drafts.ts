/** A definition that is being edited, and the version that it began with. */
export interface Draft {
  readonly text: string;
  readonly version: number;
}

/** Until the page is loaded anew: leaving the editor, or looking at another workflow, loses nothing. */
const drafts = new Map<string, Draft>();

export const draftOf = (workflowId: string): Draft | undefined => drafts.get(workflowId);
export const storeDraft = (workflowId: string, draft: Draft): void => {
  drafts.set(workflowId, draft);
};
export const forgetDraft = (workflowId: string): void => {
  drafts.delete(workflowId);
};
