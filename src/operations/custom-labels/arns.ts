const ACCOUNT = '000000000000';

/** Name of a project as a resource. */
export function projectArn(name: string, createdAt: number, region = 'page'): string {
  return `arn:aws:rekognition:${region}:${ACCOUNT}:project/${name}/${createdAt}`;
}

/** Name of a version as a resource; it begins as its project's does, without the number. */
export function versionArn(ofProject: string, name: string, createdAt: number): string {
  return `${ofProject.slice(0, ofProject.lastIndexOf('/'))}/version/${name}/${createdAt}`;
}

/** The name of the project in the name of a project or a version. */
export function projectNameOf(arn: string): string {
  return /:project\/([^/]+)\//.exec(arn)?.[1] ?? '';
}
