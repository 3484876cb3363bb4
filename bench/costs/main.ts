/** `npm run costs`: measures a parcel's life and writes docs/costs.md. */
import { writeFileSync } from 'node:fs';
import { readOptions } from '../../bin/command.ts';
import { costsDocument } from './document.ts';
import { measureCosts } from './measure.ts';

readOptions("npm run costs\n\nMeasures what a parcel's life costs, and writes docs/costs.md.", {});
const document = costsDocument(await measureCosts());
writeFileSync('docs/costs.md', document);
console.log(document);
