/** `npm run docs`: writes every document that is made from the code. Tests fail when one of them differs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateAccessPatterns } from './generators/access-patterns.ts';
import { generateArchitecture } from './generators/architecture.ts';
import { generateAsyncApi } from './generators/asyncapi.ts';
import { generateCarriers } from './generators/carriers.ts';
import { generateChannels } from './generators/channels.ts';
import { generateClientMessages, generateClientOperations, generateClientTypes } from './generators/client.ts';
import { generateOpenApi } from './generators/openapi/generate.ts';
import { generateWorkflowDocs } from './generators/workflows.ts';

/** Path from the project's root to its text. */
const documents: Readonly<Record<string, string>> = {
  'docs/architecture.md': generateArchitecture(),
  'docs/access-patterns.md': generateAccessPatterns(),
  'docs/carriers.md': generateCarriers(),
  'docs/channels.md': generateChannels(),
  'docs/openapi.json': generateOpenApi(),
  'docs/asyncapi.json': generateAsyncApi(),
  'client/src/generated/api.ts': generateClientTypes(),
  'client/src/generated/operations.ts': generateClientOperations(),
  'client/src/generated/messages.ts': generateClientMessages(),
  ...generateWorkflowDocs(),
};

for (const [path, text] of Object.entries(documents)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}
