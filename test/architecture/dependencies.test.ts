import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from '../../docs/generators/source-files.ts';

const importing = (files: readonly SourceFile[], isForbidden: (imported: string) => boolean): string[] =>
  files.flatMap((file) => file.imports.filter(isForbidden).map((imported) => `${file.path} → ${imported}`));

const below =
  (...folders: readonly string[]) =>
  (imported: string): boolean =>
    folders.some((folder) => imported.startsWith(`${folder}/`));

/** The adapters: the only files of `shared/` that may know an SDK. */
const isAdapter = (path: string): boolean =>
  path.startsWith('shared/store/') || /-(adapter|provider|scheduler|publisher|sender|secrets)\.ts$/.test(path);

describe('arrows point inward', () => {
  it('shared knows neither functions nor lib nor local', () => {
    expect(importing(sourceFiles('shared'), below('functions', 'lib', 'local', 'bin', 'web', 'test'))).toEqual([]);
  });

  it('functions know neither lib nor local', () => {
    expect(importing(sourceFiles('functions'), below('lib', 'local', 'bin', 'test'))).toEqual([]);
  });

  // It reads the carriers too, by the registry in shared/contract: carriers.test.ts holds what that may reach.
  it("lib wires without importing the functions' code or the rules", () => {
    const rules = below('functions', 'local', 'test', 'shared/orders', 'shared/notifications', 'shared/carriers');
    expect(importing(sourceFiles('lib', 'bin'), rules)).toEqual([]);
  });

  it('the local cloud knows the product only by its assembly', () => {
    expect(importing(sourceFiles('local'), below('functions', 'shared', 'lib', 'bin', 'test'))).toEqual([]);
  });

  it('rules and use cases know no AWS client', () => {
    const rules = sourceFiles('shared').filter((file) => !isAdapter(file.path));
    expect(importing(rules, (imported) => imported.startsWith('@aws-sdk/'))).toEqual([]);
  });

  it('workflows and command deciders import rules only', () => {
    const pure = sourceFiles('shared/workflows', 'shared/orders/commands');
    expect(importing(pure, (imported) => imported.startsWith('node:') || below('shared/store')(imported))).toEqual([]);
  });

  it('handlers hold no SDK client', () => {
    const handlers = sourceFiles('functions').filter(
      (file) => !file.path.startsWith('functions/composition/') && !file.path.startsWith('functions/consumers/'),
    );
    expect(importing(handlers, (imported) => imported.startsWith('@aws-sdk/'))).toEqual([]);
  });
});
