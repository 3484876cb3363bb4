/** What opens without a network: a document and the files that it loads. Nothing that the API returns. */
export interface Shell {
  /** Of its caches: each version has one, `<name> <files>`. */
  readonly name: string;
  /** Where its document is read as everybody reads it: without a token, and without anything personal in its path. */
  readonly document: string;
  /** Where the paths of its files are, as JSON. Another version has another, which makes the worker another one too. */
  readonly files: string;
  /** Whether the document answers at this path. */
  isPage(path: string): boolean;
}

/** `PAGE_PATHS` of lib/constructs/page-document.ts, and what of them is the API's: a test compares them. */
const PAGES = /^\/($|(orders|inbox|settings|shop|drive|staff|sign-in|docs)(\/|$))/;
const API = /^\/orders\/(track|tracking|events|search|buyer|seller|user)(\/|$)/;

/** @param files Of the app, as web/build.ts has written them. */
export const appShell = (files: string): Shell => ({
  name: 'app',
  document: '/',
  files,
  isPage: (path) => PAGES.test(path) && !API.test(path),
});
