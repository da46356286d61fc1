/** The version of the meaning: named in every answer. Equal to the package's version. */
export const ENGINE_VERSION = '0.1.0';
