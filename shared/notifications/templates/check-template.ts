/** Everything that is wrong with a template, found before it is stored: each problem with the line where it is. */
import { type TagToken, type Template, Tokenizer, type TopLevelToken } from 'liquidjs';
import type { ChannelTemplate } from '../../contract/channel-descriptor.ts';
import { htmlProblems, OUTPUT_MARK, TAG_MARK } from './check-html.ts';
import { ALLOWED_FILTERS, ALLOWED_TAGS, ENGINES, MAX_TEMPLATE_LENGTH, TemplateError } from './engine.ts';
import type { TemplateTexts } from './template.ts';
import { ITEM_FIELDS, isVariable, TEMPLATE_VARIABLES, VARIABLE_NAMES } from './variables.ts';

export interface TemplateProblem {
  readonly part: 'subject' | 'content' | 'approvedName';
  /** From 1; absent where the whole part is meant. */
  readonly line?: number;
  readonly message: string;
}

type Problem = Omit<TemplateProblem, 'part'>;

/** Kinds of tokens by the number that the library gives them. */
const TAG = 4;
const OUTPUT = 8;

/** What completes a tag, so that it can be read by itself. */
const COMPLETED: Readonly<Record<string, (tag: string) => string>> = {
  if: (tag) => `${tag}{% endif %}`,
  elsif: (tag) => `{% if true %}${tag}{% endif %}`,
  unless: (tag) => `${tag}{% endunless %}`,
  case: (tag) => `${tag}{% endcase %}`,
  when: (tag) => `{% case 1 %}${tag}{% endcase %}`,
  for: (tag) => `${tag}{% endfor %}`,
  capture: (tag) => `${tag}{% endcapture %}`,
  assign: (tag) => tag,
};

/** The message without the place, which is given apart. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/, (?:file:[^,]*, )?line:\d+, col:\d+[\s\S]*$/, '');
const lineOf = (error: unknown): number | undefined => {
  const found = /line:(\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return found === undefined ? undefined : Number(found);
};

const at = (line: number | undefined, message: string): Problem => ({
  ...(line !== undefined && { line }),
  message,
});

const isTag = (token: TopLevelToken): token is TagToken => token.kind === TAG;

const unknownFilter = (message: string): string =>
  message.startsWith('undefined filter') ? `${message}; there are ${ALLOWED_FILTERS.join(', ')}` : message;

/** A piece of a template by itself: the library stops at the first problem of the whole. */
const problemsOfPiece = (piece: string, line: number): readonly Problem[] => {
  try {
    ENGINES.text.parse(piece);
    return [];
  } catch (error) {
    return [at(line, unknownFilter(messageOf(error)))];
  }
};

const problemsOfToken = (token: TopLevelToken): readonly Problem[] => {
  const [line] = token.getPosition();
  if (token.kind === OUTPUT) return problemsOfPiece(token.getText(), line ?? 1);
  if (!isTag(token)) return [];
  const { name } = token;
  if (!(ALLOWED_TAGS as readonly string[]).includes(name)) {
    return [at(line, `The tag "${name}" is not available; there are ${ALLOWED_TAGS.join(', ')}`)];
  }
  const complete = COMPLETED[name];
  return complete ? problemsOfPiece(complete(token.getText()), line ?? 1) : [];
};

const topLevelTokens = (text: string): readonly TopLevelToken[] =>
  new Tokenizer(text, ENGINES.text.options.operators).readTopLevelTokens(ENGINES.text.options);

/** Names that nothing is declared for, each time that they are used, and members that an item has not. */
const unknownNames = (template: Template[]): readonly Problem[] => {
  const { globals, variables } = ENGINES.text.analyzeSync(template, { partials: false });
  const unknown = Object.entries(globals)
    .filter(([name]) => !isVariable(name))
    .flatMap(([name, uses]) =>
      uses.map(({ location }) => at(location.row, `"${name}" is no variable; there are ${VARIABLE_NAMES.join(', ')}`)),
    );
  const members = Object.values(variables)
    .flat()
    .map((use) => ({ path: use.toArray(), line: use.location.row }))
    .filter(({ path: [name, member] }) => typeof name === 'string' && isVariable(name) && member !== undefined)
    .filter(({ path: [name] }) => TEMPLATE_VARIABLES[name as keyof typeof TEMPLATE_VARIABLES].kind !== 'list')
    .map(({ path, line }) => at(line, `"${path.join('.')}": ${String(path[0])} is text and has no members`));
  return [...unknown, ...members];
};

/** The members of items, in whatever a loop over them calls one. */
const unknownMembers = (template: Template[], text: string): readonly Problem[] => {
  const names = [...text.matchAll(/\{%-?\s*for\s+(\w+)\s+in\s+orderItems\b/g)].map(([, name = '']) => name);
  const { variables } = ENGINES.text.analyzeSync(template, { partials: false });
  return names.flatMap((name) =>
    (variables[name] ?? []).flatMap((use) => {
      const [, member] = use.toArray();
      const isKnown = member === undefined || (ITEM_FIELDS as readonly unknown[]).includes(member);
      return isKnown
        ? []
        : [at(use.location.row, `An item has no "${String(member)}"; it has ${ITEM_FIELDS.join(', ')}`)];
    }),
  );
};

/** What stands in the place of the beginning of a block that cannot be read, so that the rest of it can. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  if: '{% if true %}',
  elsif: '{% elsif true %}',
  unless: '{% unless true %}',
  case: '{% case 1 %}',
  when: '{% when 1 %}',
  for: '{% for item in orderItems %}',
  capture: '{% capture text %}',
};

/** The piece, or one in its place that can be read and has as many lines. */
const readable = ({ token, problems }: { token: TopLevelToken; problems: readonly Problem[] }): string => {
  if (problems.length === 0) return token.getText();
  const substitute = isTag(token) ? (SUBSTITUTES[token.name] ?? '') : '';
  return substitute + token.getText().replace(/[^\n]/g, '');
};

/** Of a template whose pieces can be read: a block that does not end, an end without a block, unknown names. */
const wholeProblems = (text: string): readonly Problem[] => {
  try {
    const template = ENGINES.text.parse(text);
    return [...unknownNames(template), ...unknownMembers(template, text)];
  } catch (error) {
    return [at(lineOf(error), messageOf(error))];
  }
};

const liquidProblems = (tokens: readonly TopLevelToken[]): readonly Problem[] => {
  const pieces = tokens.map((token) => ({ token, problems: problemsOfToken(token) }));
  return [...pieces.flatMap(({ problems }) => problems), ...wholeProblems(pieces.map(readable).join(''))];
};

const SIMPLE_OUTPUT = /^\{\{-?\s*\w+\s*-?\}\}$/;
const VARIABLE_OR_MEMBER = /^\{\{-?\s*\w+(?:\.\w+)?\s*-?\}\}$/;

/** The markup as Liquid leaves it: what it takes for its own is a mark, on as many lines. Only it knows where that ends. */
const markupOf = (tokens: readonly TopLevelToken[]): string =>
  tokens
    .map((token) => {
      const text = token.getText();
      const lines = text.replace(/[^\n]/g, '');
      if (isTag(token)) return TAG_MARK + lines;
      return token.kind === OUTPUT && !VARIABLE_OR_MEMBER.test(text) ? OUTPUT_MARK + lines : text;
    })
    .join('');

/** What is approved elsewhere has places for values, and words before the first and after the last. */
const approvedProblems = (text: string): readonly Problem[] => {
  const pieces = topLevelTokens(text).filter(({ kind }) => kind === TAG || kind === OUTPUT);
  const problems = pieces
    .filter((token) => !SIMPLE_OUTPUT.test(token.getText()))
    .map((token) => at(token.getPosition()[0], 'Only {{ variable }} is possible here: no tags and no filters'));
  const trimmed = text.trim();
  const hasWordsAround = !trimmed.startsWith('{{') && !trimmed.endsWith('}}');
  return hasWordsAround ? problems : [...problems, at(undefined, 'Must begin and end with words, not with a variable')];
};

const sizeProblems = (text: string): readonly Problem[] => [
  ...(text.trim() === '' ? [at(undefined, 'Must not be empty')] : []),
  ...(text.length > MAX_TEMPLATE_LENGTH ? [at(undefined, `Has more than ${MAX_TEMPLATE_LENGTH} characters`)] : []),
];

/** Tags and outputs of one text: each is looked at by itself, and a mail has some dozens. */
const MAX_PIECES = 1_000;
/** A person reads no more of them at a time, and a response holds no more than so much. */
const MAX_PROBLEMS = 50;

const textProblems = (
  text: string,
  { isApproved, form }: ChannelTemplate,
  part: 'subject' | 'content',
): readonly Problem[] => {
  const size = sizeProblems(text);
  if (size.length > 0) return size;
  let tokens: readonly TopLevelToken[];
  try {
    tokens = topLevelTokens(text);
  } catch (error) {
    return [at(lineOf(error), messageOf(error))];
  }
  const pieces = tokens.filter((token) => isTag(token) || token.kind === OUTPUT).length;
  if (pieces > MAX_PIECES) return [at(undefined, `Has more than ${MAX_PIECES} tags and outputs`)];
  const liquid = liquidProblems(tokens);
  const html = part === 'content' && form === 'html' ? htmlProblems(markupOf(tokens)) : [];
  const approved = part === 'content' && isApproved && liquid.length === 0 ? approvedProblems(text) : [];
  return [...liquid, ...html, ...approved].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MAX_PROBLEMS);
};

const within =
  (part: TemplateProblem['part']) =>
  (problem: Problem): TemplateProblem => ({ part, ...problem });

/** Of Meta: lower case letters, digits and `_`. */
const APPROVED_NAME = /^[a-z0-9_]{1,512}$/;

const approvedNameProblems = (
  approvedName: string | undefined,
  { isApproved }: ChannelTemplate,
): readonly Problem[] => {
  if (!isApproved)
    return approvedName === undefined ? [] : [at(undefined, 'Messages of this channel need no approval')];
  return APPROVED_NAME.test(approvedName ?? '')
    ? []
    : [at(undefined, 'The name under which the text was approved is needed: lower case letters, digits and _')];
};

/** Problems of a template for the channel; none where it can be stored. */
export const templateProblems = (
  { subject, content, approvedName }: TemplateTexts,
  channel: ChannelTemplate,
): readonly TemplateProblem[] => {
  const needless = subject !== undefined && !channel.hasSubject;
  const missing = subject === undefined && channel.hasSubject;
  return [
    ...(needless ? [at(undefined, 'Messages of this channel have no subject')] : []),
    ...(missing ? [at(undefined, 'Is needed')] : []),
    ...(subject === undefined || needless ? [] : textProblems(subject, channel, 'subject')),
  ]
    .map(within('subject'))
    .concat(textProblems(content, channel, 'content').map(within('content')))
    .concat(approvedNameProblems(approvedName, channel).map(within('approvedName')));
};

/** Names of the declared variables that a template uses, in the sequence in which they are declared. */
export const variablesIn = ({ subject = '', content }: TemplateTexts): readonly string[] => {
  try {
    const used = [subject, content].flatMap((text) =>
      Object.keys(ENGINES.text.analyzeSync(ENGINES.text.parse(text), { partials: false }).globals),
    );
    return VARIABLE_NAMES.filter((name) => used.includes(name));
  } catch (error) {
    throw new TemplateError('The template cannot be read', { cause: error });
  }
};
