"""Names of Meta's figures in languages whose exports are recognised by their form alone (`by_form`).

Vietnamese as in real exports; the others as Business Suite words them on screen. The form is that of `aliases`.
"""

from __future__ import annotations

META_FAR: dict[str, str] = {
    "views": "Lượt xem|Tayangan|Görüntülemeler|Görüntülenme|Megtekintések|Vizualizări|Visninger|Katselukerrat|Προβολές|"
    "Гледания|Прегледи|Перегляди|Просмотры|Zobrazenia|Pregledi|閲覧数|ビュー|조회수|조회|瀏覽次數|ยอดดู|การดู|المشاهدات",
    "viewers": "Người xem|Penonton|Pemirsa|Görüntüleyenler|Megtekintők|Vizualizatori|Seere|Katsojat|Θεατές|Зрители|Глядачі|"
    "Visualizzatori|Diváci|Gledatelji|閲覧者|조회한 사람|瀏覽者|ผู้ชม|المشاهدون",
    "impressions": "Lượt hiển thị|Impresi|Gösterimler|Megjelenések|Afișări|Εμφανίσεις|Импресии|Покази|Показы|インプレッション|"
    "노출|曝光次數|อิมเพรสชัน",
    "reach": "Số người tiếp cận|Lượt tiếp cận|Jangkauan|Erişim|Elérés|Acoperire|Rækkevidde|Rekkevidde|Kattavuus|Απήχηση|"
    "Обхват|Охоплення|Охват|Dosah|Doseg|リーチ|도달|觸及人數|การเข้าถึง|الوصول",
    "interactions": "Cảm xúc, bình luận và lượt chia sẻ|Lượt tương tác với nội dung|Lượt tương tác|"
    "Tanggapan, komentar, dan berbagi|Tanggapan, komentar, dan pembagian|Interaksi konten|"
    "İfadeler, yorumlar ve paylaşımlar|İçerik etkileşimleri|Reakciók, hozzászólások és megosztások|Tartalominterakciók|"
    "Interakciók a tartalommal|Reacții, comentarii și distribuiri|Interacțiuni cu conținutul|"
    "Reaktioner, kommentarer og delinger|Interaktioner med indhold|Reaksjoner, kommentarer og delinger|"
    "Interaksjoner med innhold|Reaktiot, kommentit ja jaot|Αντιδράσεις, σχόλια και κοινοποιήσεις|"
    "Αλληλεπιδράσεις με περιεχόμενο|Реакции, коментари и споделяния|Взаимодействия|Реакції, коментарі та поширення|"
    "Взаємодії з вмістом|Реакции, комментарии и перепосты|Взаимодействия с контентом|Reakcie, komentáre a zdieľania|"
    "Reakcije, komentari i dijeljenja|リアクション、コメント、シェア|コンテンツでのインタラクション|공감, 댓글 및 공유|"
    "콘텐츠 반응|心情、留言和分享|內容互動|ความรู้สึก ความคิดเห็น และการแชร์",
    "reactions": "Cảm xúc|Tanggapan|İfadeler|Reakciók|Reacții|Reaktioner|Reaksjoner|Reaktiot|Αντιδράσεις|Реакции|Реакції|"
    "Reakcie|Reakcije|リアクション|공감|心情|ความรู้สึก",
    "likes": "Lượt thích|Suka|Tanda suka|Beğenmeler|Beğeniler|Kedvelések|Lájkok|Aprecieri|Synes godt om|Liker-klikk|"
    "Tykkäykset|Μου αρέσει|Харесвания|Вподобання|Отметки «Нравится»|Páči sa mi to|Oznake sviđa mi se|いいね！|いいね!|좋아요|讚|"
    "按讚數|ถูกใจ|การถูกใจ|الإعجابات",
    "comments": "Bình luận|Komentar|Yorumlar|Hozzászólások|Comentarii|Kommentarer|Kommentit|Σχόλια|Коментари|Коментарі|"
    "Комментарии|Komentáre|Komentari|コメント|댓글|留言|ความคิดเห็น|التعليقات",
    "shares": "Lượt chia sẻ|Dibagikan|Berbagi|Pembagian|Paylaşımlar|Megosztások|Distribuiri|Delinger|Jaot|Κοινοποιήσεις|"
    "Споделяния|Поширення|Перепосты|Репосты|Zdieľania|Dijeljenja|シェア|공유|分享|แชร์|การแชร์|المشاركات",
    "saves": "Lượt lưu|Simpanan|Disimpan|Penyimpanan|Kaydetmeler|Mentések|Salvări|Antal gemte|Gemte|Lagringer|Tallennukset|"
    "Αποθηκεύσεις|Запазвания|Збереження|Сохранения|Uloženia|Spremanja|保存|저장|收藏|珍藏次數|บันทึก|การบันทึก",
    "follows": "Lượt theo dõi|Mengikuti|Takip etmeler|Takipler|Követések|Urmăriri|Følgere|Følger|Seuraamiset|Ακολουθήσεις|"
    "Следвания|Последвания|Підписки|Подписки|Sledovania|Praćenja|フォロー|팔로우|追蹤|การติดตาม|المتابعات",
    "clicks": "Tổng lượt click|Total klik|Toplam tıklama|Toplam tıklamalar|Összes kattintás|Total clicuri|Klik i alt|"
    "Klikk totalt|Klikkaukset yhteensä|Συνολικά κλικ|Общ брой кликвания|Усього кліків|Общее количество кликов|"
    "Celkový počet kliknutí|Ukupno klikova|合計クリック数|총 클릭|總點擊次數|จำนวนคลิกทั้งหมด",
    "link_clicks": "Lượt click vào liên kết|Klik tautan|Bağlantı tıklamaları|Linkkattintások|Clicuri pe link|Klik på link|"
    "Klikk på kobling|Klikk på koblinger|Linkin klikkaukset|Κλικ σε σύνδεσμο|Κλικ σε συνδέσμους|Кликвания върху връзката|"
    "Кліки посилання|Кліки за посиланням|Клики по ссылке|Kliknutia na odkaz|Klikovi na poveznicu|リンクのクリック|링크 클릭|"
    "連結點擊次數|การคลิกลิงก์",
    "other_clicks": "Lượt click khác|Klik lainnya|Diğer tıklamalar|Egyéb kattintások|Alte clicuri|Andre klik|Andre klikk|"
    "Muut klikkaukset|Άλλα κλικ|Други кликвания|Інші кліки|Другие клики|Iné kliknutia|Ostali klikovi|その他のクリック|"
    "기타 클릭|其他點擊次數|การคลิกอื่นๆ",
    "profile_visits": "Lượt truy cập|Kunjungan|Ziyaretler|Látogatások|Vizite|Besøg|Besøk|Käynnit|Επισκέψεις|Посещения|"
    "Відвідування|Návštevy|Posjeti|訪問数|방문|造訪次數|การเยี่ยมชม",
    "watch_seconds": "Số Giây xem",
    "average_view_seconds": "Số Giây xem trung bình",
}
