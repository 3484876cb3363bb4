/**
 * `npm start`: the whole system on this machine. Imports nothing before it has looked at the Node that runs it.
 */
const NEEDED_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED_NODE) {
  console.error(
    `Wismo needs Node ${NEEDED_NODE} or newer and this is ${process.version}: \`npm ci\` brings it on Linux and Windows x64 and \`npm start\` then finds it; elsewhere see .nvmrc.`,
  );
  process.exit(1);
}

const { runStartCommand } = await import('./terminal/start-command.ts');
await runStartCommand(process.argv.slice(2), process.env);

export {};
