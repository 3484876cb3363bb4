import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from '../../docs/generators/source-files.ts';
import { CARRIERS, type Carrier } from '../../shared/contract/carrier-registry.ts';

/** Where any carrier may be spelled, beside its own folder. */
const OPEN_TO_ALL: readonly string[] = [
  // The registry.
  'shared/contract/carriers.ts',
  // Texts for people.
  'shared/i18n/',
  // A stage lists the address ranges of the carriers that it checks.
  'lib/stages.ts',
  // Has an error code of jose in it, `ERR_JOSE_GENERIC`.
  'shared/security/token-verifier.ts',
  // Simulated carriers, and the parcels of the demonstration.
  'local/simulators/',
  'local/demo/',
];

/** As a word in text, in constants (`ACME_KEY`) and in identifiers (`acmeKey`, `verifyAcme`). */
const spellingOf = ({ id, name }: Pick<Carrier, 'id' | 'name'>): RegExp => {
  const capitalised = id.charAt(0).toUpperCase() + id.slice(1);
  const anywhere = [id, id.toUpperCase(), capitalised, name].join('|');
  return new RegExp(`(?<![A-Za-z])(?:${anywhere})(?![a-z])|(?<=[a-z])(?:${capitalised}|${name})(?![a-z])`);
};

const mayBeSpelled = (path: string, id: string): boolean =>
  [`shared/carriers/${id}/`, ...OPEN_TO_ALL].some((open) => path.startsWith(open));

const spelled = (files: readonly Pick<SourceFile, 'path' | 'text'>[]): readonly string[] =>
  CARRIERS.flatMap((carrier) =>
    files
      .filter(({ path }) => !mayBeSpelled(path, carrier.id))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(({ line }) => spellingOf(carrier).test(line))
          .map(({ line, at }) => `${at} spells ${carrier.name}: ${line.trim()}`),
      ),
  );

describe('carriers', () => {
  it('are spelled in their own folder and in the registry only', () => {
    expect(spelled(sourceFiles('shared', 'functions', 'lib', 'bin', 'web', 'local'))).toEqual([]);
  });

  it.each([
    "carrier === 'fedex'",
    'secrets.fedexSecret',
    'FEDEX_SECRET_ID',
    'verifyFedexSignature(body)',
    '/** The webhooks of FedEx. */',
    "const pages = { ups: 'https://' };",
    'isUps(number)',
    'https://www.dhl.com/',
  ])('%s is seen elsewhere', (text) => {
    expect(spelled([{ path: 'lib/some.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'shared/carriers/some.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'shared/carriers/correos/adapter.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'local/demo/demo.ts', text }])).toEqual([]);
  });

  it.each(['groups', 'lookups(here)', 'setUpStage', 'CHUBER', 'messageGroups'])('%s is a word like others', (text) => {
    expect(spelled([{ path: 'lib/some.ts', text }])).toEqual([]);
  });

  it('are described by data: the stacks read them, and so do functions that never speak to a carrier', () => {
    const byPath = new Map(sourceFiles('shared').map((file) => [file.path, file]));
    const reached = new Set<string>();
    const packages: string[] = [];
    const visit = (path: string, from: string): void => {
      const file = byPath.get(path);
      if (file === undefined) packages.push(`${from} → ${path}`);
      if (file === undefined || reached.has(path)) return;
      reached.add(path);
      for (const imported of file.imports) visit(imported, path);
    };
    visit('shared/contract/carrier-registry.ts', '');
    expect(packages).toEqual([]);
    expect([...reached].filter((path) => path.endsWith('/adapter.ts'))).toEqual([]);
    for (const { id } of CARRIERS) expect(reached).toContain(`shared/carriers/${id}/descriptor.ts`);
  });

  it('keep their adapters to themselves: functions find them by the folder', () => {
    const importing = sourceFiles('shared', 'functions', 'lib', 'bin', 'local').flatMap(({ path, imports }) =>
      imports
        .filter((imported) => /^shared\/carriers\/[^/]+\//.test(imported))
        .filter((imported) => path !== 'shared/contract/carriers.ts' && !samePlace(path, imported))
        .map((imported) => `${path} → ${imported}`),
    );
    expect(importing).toEqual([]);
  });
});

/** Both of one carrier's folder. */
const samePlace = (path: string, imported: string): boolean =>
  path.split('/').slice(0, 3).join('/') === imported.split('/').slice(0, 3).join('/');
