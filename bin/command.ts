/** What the commands of a terminal have in common: `--help`, and one sentence where something is wrong. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The options of this process. Prints the help and ends where it is asked for, or where an option is not known. */
export const readOptions = <const Config extends ParseArgsConfig>(
  help: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> => {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) {
    console.log(help);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${sentence(error)}\n\n${help}`);
    process.exit(1);
  }
};

/** Ends with 1, and with the sentence of the error alone, where the command fails. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    console.error(sentence(error));
    process.exitCode = 1;
  }
};
