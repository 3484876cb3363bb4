/** `npm run costs`: measures a parcel's life and writes docs/costs.md. */
import { writeFileSync } from 'node:fs';
import { costsDocument } from './document.ts';
import { measureCosts } from './measure.ts';

const document = costsDocument(await measureCosts());
writeFileSync('docs/costs.md', document);
console.log(document);
