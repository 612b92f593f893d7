// The table of operations. A row is the command's class: its name, the constraints of its request in the order in
// which they are checked, and the function that answers it; a row without a function is refused with
// OperationNotAvailableException. Methods, commands and the AWS SDK plug-in are all made from these rows.

export * from './table/collections.ts';
export * from './table/custom-labels.ts';
export * from './table/pictures.ts';
export * from './table/videos.ts';
