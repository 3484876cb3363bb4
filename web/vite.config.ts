import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** One document; every file under `/pages/`, with the digest of its content in its name. */
export default defineConfig({
  root: join(import.meta.dirname, 'app'),
  base: '/',
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wismo-') } } })],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    assetsDir: 'pages',
    // The policy allows no `data:` in styles, and a picture in a script is one that cannot be cached by itself.
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    // The reference, which no other page loads.
    chunkSizeWarningLimit: 1600,
  },
});
