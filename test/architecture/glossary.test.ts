import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../docs/generators/source-files.ts';
import { sourceText } from './source-text.ts';

/** Words that only this project understood, and what the field says instead. */
const RETIRED: Readonly<Record<string, string>> = {
  tell: 'record, report, send, publish, notify or expose',
  tells: 'records, reports, sends, publishes, notifies or exposes',
  told: 'recorded, reported, sent, published or notified',
  telling: 'recording, reporting, sending',
  retold: 'repeated',
  answer: 'response (of an API), reply (to a message), result (of a function)',
  answers: 'responses, replies or results',
  news: 'TrackingUpdate, CarrierUpdate',
  happening: 'timeline entry',
  happenings: 'timeline entries',
  oddity: 'ParseIssue',
  oddities: 'parse issues',
  befall: 'match, inject (a fault)',
  befell: 'matched',
  befalls: 'matches',
  befalling: 'matchingFaults',
  house: 'ServiceContext, shared defaults',
  course: 'DecisionDraft, the progress of a parcel',
  keep: 'store, cache, record, maintain',
  keeps: 'stores, caches, maintains',
  kept: 'stored, cached',
  keeping: 'storing, caching',
  walk: 'continuation, paginated job, iterate',
  walks: 'iterates',
  walked: 'iterated',
  way: 'path, scheme, direction',
  ways: 'paths, schemes',
  giving: 'release, abandon',
};

/** In names only: texts say `at most 50`. */
const RETIRED_IN_NAMES: Readonly<Record<string, string>> = { most: 'MAX_…, max…' };

/** Words that have no other meaning: comments and the titles of tests do without them as well. */
const UNMISTAKABLE: readonly string[] = [
  ...['tell', 'tells', 'told', 'telling', 'retold', 'oddity', 'oddities'],
  ...['befall', 'befalls', 'befell', 'befalling'],
];

/** Words of HTTP and of what parcels are, which have a retired word in them. */
const PHRASES = /keep[-_]?alive|on[ _]?(?:the|its|their)[ _]?way/gi;

/** A customer's answers to proposed substitutions are part of the public contract and of stored events. */
const SUBSTITUTIONS =
  /substitution|schemas\/store\.ts$|store-actions\.ts$|commands\/(command|decide)\.ts$|actions\.ts$/;
/** A house that has a number. */
const ADDRESSES = /schemas\/address(-fields)?\.ts$/;
const isAllowed = (path: string, word: string): boolean =>
  (word.startsWith('answer') && SUBSTITUTIONS.test(path)) || (word === 'house' && ADDRESSES.test(path));

const wordsOf = (identifier: string): readonly string[] =>
  identifier
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[\s_$]+/);

type Glossary = Readonly<Record<string, string>>;

const retiredIn = (path: string, words: readonly string[], where: string, glossary: Glossary): readonly string[] =>
  words
    .filter((word) => Object.hasOwn(glossary, word) && !isAllowed(path, word))
    .map((word) => `${path}: ${where}: "${word}" → ${glossary[word]}`);

const retiredInName = (path: string, identifier: string): readonly string[] =>
  retiredIn(path, wordsOf(identifier.replace(PHRASES, '_')), identifier, { ...RETIRED, ...RETIRED_IN_NAMES });

const retiredInProse = (path: string, prose: string): readonly string[] =>
  retiredIn(
    path,
    prose
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => UNMISTAKABLE.includes(word)),
    `'${prose.slice(0, 60)}'`,
    RETIRED,
  );

/** Texts for people follow their own language's words. */
const isText = (path: string): boolean =>
  /^shared\/i18n\/|^web\/(track|home)\/(texts|track-page-html)|^web\/app\/(.*\/)?texts|country/.test(path);

const FOLDERS = ['bin', 'lib', 'functions', 'shared', 'local', 'web', 'client', 'bench', 'docs'] as const;

describe('plain words', () => {
  it('identifiers are made of the words of the field', () => {
    const found = sourceFiles(...FOLDERS).flatMap(({ path, text }) =>
      [...new Set(sourceText(text).code.match(/[A-Za-z_$][\w$]*/g))].flatMap((identifier) =>
        retiredInName(path, identifier),
      ),
    );
    expect(found).toEqual([]);
  });

  it('so are metrics, problems, descriptions and log messages', () => {
    const found = sourceFiles(...FOLDERS)
      .filter(({ path }) => !isText(path))
      .flatMap(({ path, text }) =>
        sourceText(text).strings.flatMap((literal) =>
          retiredIn(
            path,
            literal
              .replace(PHRASES, ' ')
              .split(/[^A-Za-z_]+/)
              .flatMap((word) => (/^[a-z_]+$/.test(word) ? [word] : wordsOf(word))),
            `'${literal.slice(0, 60)}'`,
            RETIRED,
          ),
        ),
      );
    expect(found).toEqual([]);
  });

  it('comments and tests do without those that have one meaning', () => {
    const found = sourceFiles(...FOLDERS, 'test')
      .filter(({ path }) => path !== 'test/architecture/glossary.test.ts')
      .flatMap(({ path, text }) => {
        const { strings, comments } = sourceText(text);
        return (path.startsWith('test/') ? [...comments, ...strings] : comments).flatMap((prose) =>
          retiredInProse(path, prose),
        );
      });
    expect(found).toEqual([]);
  });

  it('reads retired words in the names of things, and those of the field as they are', () => {
    const retired = (name: string): boolean => retiredInName('shared/x.ts', name).length > 0;
    expect(
      ['keepOrder', 'mostTries', 'atMost', 'GIVING_UP_A_CLAIM', 'walkOrders', 'ownWay'].filter(retired),
    ).toHaveLength(6);
    expect(
      ['keepAlive', 'KEEP_ALIVE_MILLISECONDS', 'keepAliveTimeout', 'onTheWay', 'MAX_TRIES', 'claims'].filter(retired),
    ).toEqual([]);
    const inProse = ['// As it was told.', '/** Paths that no mood befalls. */', '// An answer is kept this way.'];
    expect(inProse.map((prose) => retiredInProse('shared/x.ts', prose).length)).toEqual([1, 1, 0]);
  });

  it('reads code and strings apart', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template, not one.
    const { code, strings, comments } = sourceText("const text = 'a // b'; // c\nconst x = `is ${text} now`;");
    expect(code.match(/[A-Za-z]+/g)).toEqual(['const', 'text', 'const', 'x', 'text']);
    expect(strings).toEqual(['a // b', 'is   now']);
    expect(comments).toEqual(['// c']);
  });
});
