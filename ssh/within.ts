/**
 * Waits for an answer, for so many seconds.
 * @param late the error where it does not come in time.
 */
export function within<T>(seconds: number, answer: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
    }, seconds * 1000);
  });
  return Promise.race([answer, end]).finally(() => {
    clearTimeout(timer);
  });
}
