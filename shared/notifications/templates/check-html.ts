/** What a template for the layout of a mail may have of HTML: text and its structure, links and pictures. */
import { TEMPLATE_VARIABLES, type VariableName } from './variables.ts';

const TAGS: readonly string[] = [
  ...['h1', 'h2', 'p', 'br', 'hr', 'a', 'strong', 'b', 'em', 'i', 'u', 's', 'small', 'span', 'div', 'ul', 'ol', 'li'],
  ...['img', 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'blockquote', 'bdi'],
];
/** They have no end. */
const EMPTY: readonly string[] = ['br', 'hr', 'img'];
const ATTRIBUTES: readonly string[] = [
  ...['href', 'src', 'alt', 'title', 'style', 'width', 'height', 'align', 'valign', 'colspan', 'dir', 'lang', 'role'],
];

/** Looks that load something, or that leave their place. */
const UNSAFE_STYLE = /url\s*\(|expression|@import|position\s*:|behavior\s*:|-moz-binding|\{\{|[&\\\uE001]|\/\*/i;
const LITERAL_ADDRESS = /^(?:https:\/\/|mailto:|tel:)[^\s]*$/i;
/** In the place of a tag of Liquid, and of an output that is more than a variable: one character each, of no language. */
export const TAG_MARK = '\uE000';
export const OUTPUT_MARK = '\uE001';

const OUTPUT = /\{\{-?\s*(\w+)(?:\.(\w+))?\s*-?\}\}/g;

interface Problem {
  readonly line: number;
  readonly message: string;
}

/** A person reads no more of them at a time. */
const MAX_PROBLEMS = 50;

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const isAddress = (name: string, member: string | undefined): boolean =>
  member === 'image' ||
  (Object.hasOwn(TEMPLATE_VARIABLES, name) && TEMPLATE_VARIABLES[name as VariableName].kind === 'url');

/** Absolute and `https`, or a variable that is: nothing else can be a link in a mail, and nothing may run. */
const addressProblem = (name: string, value: string): string | undefined => {
  const outputs = [...value.matchAll(OUTPUT)];
  const bare = value.replace(OUTPUT, '');
  if (outputs.length === 1 && bare === '') {
    const [, variable = '', member] = outputs[0] ?? [];
    return isAddress(variable, member) ? undefined : `${name}: "${variable}" is no address`;
  }
  const isWhole = LITERAL_ADDRESS.test(bare) && !value.trimStart().startsWith('{{');
  return isWhole ? undefined : `${name} must be an absolute https address, or a variable that is one`;
};

const attributeProblem = (name: string, value: string): string | undefined => {
  if (!ATTRIBUTES.includes(name)) return `The attribute "${name}" is not available; there are ${ATTRIBUTES.join(', ')}`;
  if (name === 'href' || name === 'src') return addressProblem(name, value);
  if (name === 'style' && UNSAFE_STYLE.test(value))
    return 'A style may load nothing, leave its place nowhere and hold no variable';
  return undefined;
};

const ATTRIBUTE = /([^\s=/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

const attributeProblems = (attributes: string): readonly string[] =>
  [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', quoted = '']) => {
    if (quoted !== '' && !quoted.startsWith('"')) return [`${name}: its value must be in double quotes`];
    return attributeProblem(name.toLowerCase(), quoted.slice(1, -1)) ?? [];
  });

/** Every `<` begins a tag: what is left of one that is put together of pieces would be markup that nobody has looked at. */
const MARKUP = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>|<[!?/a-z{]?/gi;

const tagProblems = (match: RegExpMatchArray, open: string[]): readonly string[] => {
  const [whole, slash, name, attributes = ''] = match;
  if (name === undefined) return [`"${whole.slice(0, 20)}" is not available: no comments, and every tag must end`];
  if (attributes.includes(TAG_MARK)) return [`No tag of Liquid is possible within <${name}>`];
  const tag = name.toLowerCase();
  if (!TAGS.includes(tag)) return [`The tag <${tag}> is not available; there are ${TAGS.join(', ')}`];
  if (slash === '/') return open.pop() === tag ? [] : [`</${tag}> ends no <${tag}>`];
  if (!EMPTY.includes(tag)) open.push(tag);
  return attributeProblems(attributes.replace(/\/\s*$/, ''));
};

/**
 * Problems of the markup; what Liquid fills in is escaped and cannot make any.
 *
 * @param text With `TAG_MARK` and `OUTPUT_MARK` in the place of what Liquid takes for its own
 */
export const htmlProblems = (text: string): readonly Problem[] => {
  const open: string[] = [];
  const found = [...text.matchAll(MARKUP)].flatMap((match) =>
    tagProblems(match, open).map((message) => ({ index: match.index, message })),
  );
  const unended = open.map((tag) => ({ index: text.length, message: `<${tag}> does not end` }));
  return [...found, ...unended]
    .slice(0, MAX_PROBLEMS)
    .map(({ index, message }) => ({ line: lineAt(text, index), message }));
};
