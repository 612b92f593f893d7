import { cameraDevices, explainCamera, looksAtVisitor } from './camera.ts';
import { button, element } from './element.ts';

const JPEG_QUALITY = 0.92;

async function photograph(video: HTMLVideoElement): Promise<File> {
  const canvas = element('canvas', { width: video.videoWidth, height: video.videoHeight });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gave no canvas to draw the photo on.');
  context.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
  if (!blob) throw new Error('The browser could not make a picture of the camera image.');
  return new File([blob], 'camera.jpg', { type: 'image/jpeg' });
}

/** Shows the camera live with a shutter. Resolves to the photo, or undefined when the dialog is closed without one. */
export async function takePhoto(): Promise<File | undefined> {
  const video = element('video', { class: 'camera-video', playsinline: true, muted: true, autoplay: true });
  video.muted = true;
  const message = element('p', { class: 'camera-message', role: 'status' }, 'Waiting for the camera');
  const chooser = element('select', { class: 'select', 'aria-label': 'Camera', hidden: true });
  const dialog = element('dialog', { class: 'camera-dialog', 'aria-label': 'Take a photo' });
  let stream: MediaStream | undefined;
  let photo: File | undefined;

  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
  };

  const shutter = button('', () => void shoot(), { class: 'shutter', 'aria-label': 'Take the photo', disabled: true });
  const cancel = button('Cancel', () => dialog.close(), { class: 'button quiet' });
  dialog.append(
    element('div', { class: 'camera-stage' }, video, message),
    element('div', { class: 'camera-controls' }, cancel, shutter, element('div', { class: 'camera-choice' }, chooser)),
  );

  async function shoot(): Promise<void> {
    try {
      photo = await photograph(video);
      dialog.close();
    } catch (error) {
      message.textContent = explainCamera(error);
    }
  }

  async function open(deviceId?: string): Promise<void> {
    stop();
    try {
      const devices = cameraDevices();
      const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
      const opened = await devices.getUserMedia({
        video: deviceId === undefined ? { facingMode: 'user', ...size } : { deviceId: { exact: deviceId }, ...size },
      });
      if (!dialog.open) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      video.srcObject = opened;
      await video.play();
      message.textContent = '';
      shutter.disabled = false;
      shutter.focus();
      await listCameras(devices, opened);
    } catch (error) {
      message.textContent = explainCamera(error);
    }
  }

  async function listCameras(devices: MediaDevices, opened: MediaStream): Promise<void> {
    const found = (await devices.enumerateDevices()).filter((device) => device.kind === 'videoinput');
    const current = opened.getVideoTracks()[0]?.getSettings();
    // The photo itself is not turned.
    video.classList.toggle('is-mirrored', looksAtVisitor(opened));
    chooser.replaceChildren(...found.map((device, index) => new Option(device.label || `Camera ${index + 1}`, device.deviceId)));
    if (current?.deviceId !== undefined) chooser.value = current.deviceId;
    chooser.hidden = found.length < 2;
  }

  chooser.addEventListener('change', () => void open(chooser.value));
  document.body.append(dialog);
  dialog.showModal();
  const closed = new Promise<void>((done) => dialog.addEventListener('close', () => done(), { once: true }));
  await Promise.race([open(), closed]);
  await closed;
  stop();
  dialog.remove();
  return photo;
}
