/** The value of a JSON text; `undefined` for what is none, which every schema refuses as it refuses a wrong shape. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
