/** Every carrier, one line each. What is made of them is in `carrier-registry.ts`. */
export { correos } from '../carriers/correos/descriptor.ts';
export { dhl } from '../carriers/dhl/descriptor.ts';
export { doordash } from '../carriers/doordash/descriptor.ts';
export { fedex } from '../carriers/fedex/descriptor.ts';
export { generic } from '../carriers/generic/descriptor.ts';
export { uber } from '../carriers/uber/descriptor.ts';
export { ups } from '../carriers/ups/descriptor.ts';
