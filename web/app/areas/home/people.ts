/** Somebody of the local cloud's demonstration. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly part: string;
}

/** Whom the local cloud signs in by one click. */
export const demoPeople = async (): Promise<readonly DemoPerson[]> => {
  const response = await fetch('/_local/oidc/people');
  if (!response.ok) throw new Error(`the local cloud returned ${response.status}`);
  return ((await response.json()) as { readonly people: readonly DemoPerson[] }).people;
};
