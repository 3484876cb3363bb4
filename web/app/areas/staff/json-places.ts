import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A problem and where it stands in the text. */
export interface PlacedProblem {
  readonly path: string;
  readonly message: string;
  /** Letters from the beginning of the text. */
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The node at the path, or the nearest one around it: what is missing has no place of its own. */
const nodeAt = (tree: Node, path: readonly (string | number)[]): Node => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node;
  }
  return tree;
};

const segments = (path: string): readonly (string | number)[] =>
  path === '' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Problems that the API has found, each with its place in the text that was sent. */
export const placeProblems = (
  text: string,
  problems: readonly { readonly path: string; readonly message: string }[],
): readonly PlacedProblem[] => {
  const tree = parseTree(text);
  return problems.map(({ path, message }) => {
    const { offset, length } = tree ? nodeAt(tree, segments(path)) : { offset: 0, length: 0 };
    return { path, message, offset, length, line: lineAt(text, offset) };
  });
};

/** `CommaExpected` → `comma expected`. */
const wordsOf = (code: string): string => code.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

/** What is wrong with the text itself; empty for JSON. */
export const syntaxProblems = (text: string): readonly PlacedProblem[] => {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  return errors.map(({ error, offset, length }) => ({
    path: '',
    message: wordsOf(printParseErrorCode(error)),
    offset,
    length,
    line: lineAt(text, offset),
  }));
};
