// Words as one types them in haste: without diacritics, small. "Đăng ký" and "dang ky" are the same.

export const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
