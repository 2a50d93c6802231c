/** The build makes a file of its own of a stylesheet that is imported when it is needed. */
declare module '*.css' {}
