/** Version of this build, from package.json: `2026.11.0`. */
declare const __VERSION__: string;
