import { join } from 'node:path';
import { buildApp } from '../lib/app.ts';
import { bundleFunctions } from '../lib/bundling/bundle-functions.ts';
import { synthesisRequest } from '../lib/synthesis-request.ts';

const request = synthesisRequest(process.argv.slice(2), process.env);
const bundles = await bundleFunctions({ root: join(import.meta.dirname, '..') });

buildApp({ ...request, bundles }).app.synth();
