export { render } from './record.ts';
