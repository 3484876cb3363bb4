import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Path of a Chromium on this machine: `CHROMIUM_PATH`, else the first known name on the path; `undefined` when none. */
export const findChromium = (): string | undefined => {
  const named = process.env.CHROMIUM_PATH;
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ];
  return candidates.find(isExecutable);
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not executable: both mean "look further".
    return false;
  }
};
