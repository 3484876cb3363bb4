const MAX_CHARACTERS = 500;

/** An address that people may be led to; `undefined` for anything but `https`, with a name or secret in it, or too long. */
export const httpsAddress = (text: string | undefined): string | undefined => {
  if (text === undefined || text.length >= MAX_CHARACTERS || !URL.canParse(text)) return undefined;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' ? text : undefined;
};
